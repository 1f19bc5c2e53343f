"""What a host gets, and what it is told about the settings."""

import json
import subprocess

from benchmarks.slug import shipped_files
from tests.browser.server import ROOT


def test_the_slug_has_what_serves_and_not_what_trains_or_tests() -> None:
    shipped = {str(path.relative_to(ROOT)) for path in shipped_files()}
    assert {"app.py", "Procfile", "bin/post_compile", "requirements.txt"} <= shipped
    assert {"models/weights/expression.tflite", ".streamlit/config.toml"} <= shipped
    left_out = ("tests/", "docs/", "benchmarks/", "models/training/")
    assert not [name for name in shipped if name.startswith(left_out)]


def test_every_variable_of_the_button_is_in_the_readme_or_streamlits_own() -> None:
    readme = (ROOT / "README.md").read_text()
    names = json.loads((ROOT / "app.json").read_text())["env"]
    assert not [name for name in names if name not in readme and not name.startswith("STREAMLIT_")]


def test_what_heroku_runs_is_a_script_of_the_shell() -> None:
    script = ROOT / "bin" / "post_compile"
    assert script.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(script)], check=True)
