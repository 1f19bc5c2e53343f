"""Train, evaluate and export the expression network. Needs ``requirements-train.txt``."""
