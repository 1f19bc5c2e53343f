"""What a host gets, and what it is told about the settings."""

import json
import subprocess
from pathlib import Path

from benchmarks.slug import shipped_files
from testkit.server import ROOT


def test_the_slug_has_what_serves_and_not_what_trains_or_tests() -> None:
    shipped = {str(path.relative_to(ROOT)) for path in shipped_files()}
    assert {"app.py", "Procfile", "bin/post_compile", "requirements.txt"} <= shipped
    assert {"models/weights/expression.tflite", ".streamlit/config.toml"} <= shipped
    left_out = ("tests/", "docs/", "benchmarks/", "audit/", "testkit/", "models/training/")
    assert not [name for name in shipped if name.startswith(left_out)]


def test_every_variable_of_the_button_is_in_the_readme_or_streamlits_own() -> None:
    readme = (ROOT / "README.md").read_text()
    names = json.loads((ROOT / "app.json").read_text())["env"]
    assert not [name for name in names if name not in readme and not name.startswith("STREAMLIT_")]


def test_what_heroku_runs_is_a_script_of_the_shell() -> None:
    script = ROOT / "bin" / "post_compile"
    assert script.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_what_heroku_runs_takes_out_what_is_there_and_tells_what_is_not(tmp_path: Path) -> None:
    for path in ("pandas/core/tests", "pandas/io", "pyarrow/include"):
        (tmp_path / path).mkdir(parents=True)
    script = ROOT / "bin" / "post_compile"
    told = subprocess.run(
        ["sh", str(script), str(tmp_path)], check=True, capture_output=True, text=True
    ).stdout
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert left == {"pandas", "pandas/core", "pandas/io", "pyarrow"}
    assert "there is no pyarrow/src to remove" in told
    assert "pyarrow/include" not in told
