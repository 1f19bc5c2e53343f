"""Tests of what starts and describes a fleet."""
