"""Photos and clips of strangers: each is read in a worker, clips one after the other."""
