"""What a visitor sees: pages, their parts and words, and what a visit knows."""
