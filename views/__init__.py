"""The pages that a visitor sees, one file each."""
