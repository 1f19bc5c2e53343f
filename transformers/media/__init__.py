"""Photos, clips and frames: reading, labelling and writing them."""
