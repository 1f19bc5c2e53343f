"""The app on a server that counts script runs by leaps.

Streamlit counts a finished run only when its last message leaves the server, so that under load two
quick runs are counted at once. streamlit-webrtc takes the leap for a visit to another page. Here
every run leaps.
"""

import runpy
from pathlib import Path
from typing import Any

from streamlit_webrtc import component, session_info


def leaping_count(session: Any) -> int:
    return 3 * session_info.get_script_run_count(session)


vars(component)["get_script_run_count"] = leaping_count
runpy.run_path(str(Path(__file__).parents[2] / "views" / "pages" / "navigation.py"))
