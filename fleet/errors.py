"""What a fleet cannot start for."""


class FleetError(Exception):
    """The message says what is in the way, in a sentence for whoever started it."""
