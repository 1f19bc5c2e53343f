"""Faces over time: who is who, where each one is, and what it steadily shows."""
