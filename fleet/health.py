"""Whether something serves the app."""

from http.client import HTTPConnection, HTTPException

HEALTH = "/_stcore/health"
SECONDS = 2  # for an answer


def serves(host: str, port: int) -> bool:
    """Whether a web server answers there, even if only that it has another name."""
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", HEALTH)
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
