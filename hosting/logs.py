"""Logging: one line an event, of the app's own packages."""

import logging

OWN_PACKAGES = ("hosting", "models", "transformers", "views")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up_logging(level: int) -> None:
    """Log the app's own events from ``level`` on; of the libraries only warnings and errors.

    aiortc and streamlit-webrtc tell visitors' addresses at INFO: those stay out of the log.
    """
    logging.basicConfig(level=logging.WARNING, format=FORMAT)
    for package in OWN_PACKAGES:
        logging.getLogger(package).setLevel(level)
