"""Frame in, labelled frame out. Nothing here knows the page."""
