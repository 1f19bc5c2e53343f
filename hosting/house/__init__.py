"""Several replicas of the app as one house: its places, and one waiting line for them all.

A replica is an ordinary process with places of its own. Where the replicas share a Redis, each
visitor is sent to one with room (``shared``); without, a replica is a house by itself (``alone``).
"""
