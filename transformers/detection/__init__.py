"""Finding faces: where to look, when, and with what."""
