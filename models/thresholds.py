"""The figures from which on an answer of the network is shown."""

SURE_FROM = 0.40  # probability from which an expression is named
FACE_FROM = 0.5  # score, averaged over time, from which something is shown as a face
