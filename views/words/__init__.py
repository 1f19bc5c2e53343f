"""Every word that a visitor reads, in each language."""
