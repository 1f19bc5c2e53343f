"""Several replicas of the app on one machine, as one house behind one address.

``python -m fleet --replicas 4 --port 8080`` runs them with nginx and Redis until Ctrl-C.
"""
