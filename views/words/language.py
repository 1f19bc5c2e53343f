"""In which language the page speaks: the visitor's choice, or else the browser's."""

import functools
import gettext
from typing import Any, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views.words.arabic import Arabic
from views.words.english import Words
from views.words.french import French
from views.words.german import German
from views.words.spanish import Spanish

LANGUAGES: dict[str, Words] = {
    "en": Words(),
    "de": German(),
    "fr": French(),
    "es": Spanish(),
    "ar": Arabic(),
}
CHOICE = "language"  # in the visitor's session
CHOICE_WIDTH = 130  # pixels


def current_language() -> str:
    """The key of one of ``LANGUAGES``; English where nobody visits."""
    if get_script_run_ctx() is None:
        return "en"
    chosen = st.session_state.get(CHOICE)
    locale = chosen or (st.context.locale or "en").partition("-")[0].lower()
    return locale if locale in LANGUAGES else "en"


def choose_language() -> None:
    """Draw the choice."""
    st.session_state.setdefault(CHOICE, current_language())
    st.selectbox(
        words.LANGUAGE,
        list(LANGUAGES),
        format_func=lambda key: LANGUAGES[key].NAME,
        key=CHOICE,
        label_visibility="collapsed",
        filter_mode=None,
        width=CHOICE_WIDTH,
    )


def plural(forms: tuple[str, ...], number: int) -> str:
    """The one of ``forms`` that goes with ``number``, by the visitor's language."""
    return forms[int(_plural_rule(words.PLURAL_FORMS)(number))]


_plural_rule = functools.cache(gettext.c2py)


class _CurrentWords:
    """Looks each word up in the visitor's language when it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(LANGUAGES[current_language()], name)


words = cast(Words, _CurrentWords())
