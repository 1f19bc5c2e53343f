"""Train, evaluate and export the expression network. Needs ``requirements-train.txt``."""

import os

# TensorFlow 2.21's oneDNN crashes in ``fit`` on some processors with AVX-512 (seen on an AMD EPYC);
# without those instructions it runs everywhere. Set the variable to use them all the same.
os.environ.setdefault("ONEDNN_MAX_CPU_ISA", "AVX2")
