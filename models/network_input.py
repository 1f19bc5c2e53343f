"""What the network takes. Light: whoever checks the weights need not load OpenCV for it."""

INPUT_SIZE = 48
"""Side of the network's input in pixels: FER2013's own."""

PREPROCESSING = "grey, resized to a square, zero mean and unit variance per image"
"""Named beside the weights, so that weights made for another input are refused at load."""
