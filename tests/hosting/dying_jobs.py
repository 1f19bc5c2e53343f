"""Jobs whose process ends before it is ready, as where a library is missing."""

import os
import sys

print("starting", file=sys.stderr)
print("libexample.so.1: cannot open shared object file", file=sys.stderr, flush=True)
os._exit(7)
