"""What a page under test knows of its visit."""

from streamlit.testing.v1 import AppTest

from views.state import KEY, Visit


def visit_of(page: AppTest) -> Visit:
    """That of the page's one visitor, once it has run."""
    found: Visit = page.session_state[KEY]
    return found
