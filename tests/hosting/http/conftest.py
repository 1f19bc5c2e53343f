"""The real app, with small quotas."""

import secrets
from collections.abc import Iterator

import pytest

from testkit.server import Server, running_app

SECRET = secrets.token_hex()
MESSAGE, MESSAGES = 20_000, 2  # bytes; a second
SESSIONS, REQUESTS = 3, 1
VISIT, ALL, A_MINUTE = 2_000_000, 3_000_000, 8  # bytes, bytes, uploads


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(
        tmp_path_factory.mktemp("http"),
        FACECUE_OPERATOR_SECRET=SECRET,
        FACECUE_ALLOWED_HOSTS="localhost facecue.test",
        FACECUE_MESSAGE_KILOBYTES=str(MESSAGE // 1000),
        FACECUE_MESSAGES_A_SECOND=str(MESSAGES),
        FACECUE_SESSIONS_PER_ADDRESS=str(SESSIONS),
        FACECUE_REQUESTS_A_SECOND=str(REQUESTS),
        FACECUE_UPLOAD_MEGABYTES_A_VISIT=str(VISIT // 1_000_000),
        FACECUE_UPLOAD_MEGABYTES_IN_ALL=str(ALL // 1_000_000),
        FACECUE_UPLOADS_A_MINUTE=str(A_MINUTE),
        STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1",
    ) as running:
        yield running
