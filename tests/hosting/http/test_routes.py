"""Which routes are open, and to whom."""

import pytest
import requests

from testkit.patience import PATIENCE
from testkit.server import Server
from tests.hosting.http.conftest import SECRET
from tests.hosting.http.page import stranger


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/photo/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/what-a-later-version-brings",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/app/health",
        "/photo/metrics",
        "/app/preview.jpg",
    ],
)
def test_what_no_page_needs_is_closed(server: Server, path: str) -> None:
    assert requests.get(server.url + path, timeout=PATIENCE).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_is_only_read(server: Server, method: str) -> None:
    assert requests.request(method, server.url, timeout=PATIENCE).status_code == 405


def test_the_metrics_are_for_whoever_knows_the_secret(server: Server) -> None:
    url = f"{server.url}/_stcore/metrics"

    def ask(authorization: str | None, address: str) -> requests.Response:
        headers = {"X-Forwarded-For": address}
        headers |= {"Authorization": authorization} if authorization else {}
        return requests.get(url, headers=headers, timeout=PATIENCE)

    operator = stranger()
    assert ask(None, operator).status_code == 401
    right = ask(f"Bearer {SECRET}", operator)
    assert right.status_code == 200
    assert "session_events" in right.text
    ours = f"{server.url}/metrics"
    for end in ("", "%0a", "?x=1"):
        assert requests.get(ours + end, timeout=PATIENCE).status_code == 401
    headers = {"Authorization": f"Bearer {SECRET}"}
    assert "facecue_places{" in requests.get(ours, headers=headers, timeout=PATIENCE).text
    # Nobody's wrong ones keep the operator out, wherever they come from.
    for address in (*(stranger() for _ in range(20)), operator):
        assert ask("Bearer open barley", address).status_code == 401
        assert ask(f"Bearer {SECRET}", operator).status_code == 200
    assert "barley" not in server.log.read_text()
