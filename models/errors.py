"""What can be wrong with a model's files."""


class ModelError(Exception):
    """The network cannot be loaded; the message says which file and why, for the page to show."""
