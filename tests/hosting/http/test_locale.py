"""The pages on a host that says nothing of UTF-8."""

from collections.abc import Iterator

import pytest

from testkit.server import Server, running_app
from tests.hosting.http.conftest import SECRET
from tests.hosting.http.page import open_page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(
        tmp_path_factory.mktemp("locale"),
        LC_ALL="POSIX",
        PYTHONUTF8="0",
        FACECUE_ROOMS="1",
        FACECUE_OPERATOR_SECRET=SECRET,
    ) as running:
        yield running


@pytest.mark.parametrize("path", ["", "photo", "video", "room", "about", "operator"])
def test_each_page_runs(server: Server, path: str) -> None:
    with open_page(server.url, path) as page:
        answers = page.run(path)
        assert not [answer for answer in answers if answer.delta.new_element.HasField("exception")]
        assert any(answer.HasField("delta") for answer in answers)
