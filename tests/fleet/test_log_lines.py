"""The logs of several processes, shown as one."""

import io
from pathlib import Path

from fleet.log_lines import LogLines


def test_each_line_tells_whose_it_is(tmp_path: Path) -> None:
    output = io.StringIO()
    logs = LogLines(tmp_path, ["one", "second"], output)
    for begun, ended in ((b"first li", b"ne\nand more\n"), (b"after a restart\n", b"")):
        with (tmp_path / "one.log").open("wb") as log:  # as supervisord does at each start
            log.write(begun)
            log.flush()
            log.write(ended)
    with (tmp_path / "second.log").open("wb") as log:
        log.write(b"no \xff text\r\n")
    logs.close()
    lines = output.getvalue().splitlines()
    assert [line for line in lines if line.startswith("one")] == [
        "one    | first line",
        "one    | and more",
        "one    | after a restart",
    ]
    assert "second | no � text" in lines
