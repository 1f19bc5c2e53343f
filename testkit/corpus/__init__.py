"""Clips and photos as phones, recorders and cameras write them, each with what it has to become."""
