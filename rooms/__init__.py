"""Rooms: what the faces of an audience show, all together and live, and nobody's face.

What may be shown, and what that protects from, stands in ``rooms.privacy``.
"""
