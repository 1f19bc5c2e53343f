"""The host's page of a room: what the faces of an audience look like all together, live."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from recordings.chart import clock
from rooms.room import LONGEST_MARK, HostView, Refusal
from rooms.rooms import Rooms
from rooms.summary import summarise_room
from views.parts.results import offer_files, show_recording
from views.parts.room_band import mood, show_band
from views.parts.room_invitation import show_invitation
from views.room_state import Seat
from views.service import rooms, say_goodbye_in_the_end, settings_and_classifier
from views.state import visit
from views.words.language import words

REFRESH = 2.0  # seconds between two looks at the room
LATELY = 3  # windows, after which what was seen is not how it looks now
PROMISE, MARK = "room_promise", "room_mark"  # keys of what is asked


def page() -> StreamlitPage:
    """Its place. There is one only where rooms are on."""
    return st.Page(render, title=words.ROOM_PAGE, url_path="room")


def render() -> None:
    """Draw the page."""
    st.title(words.ROOM_TITLE)
    service = settings_and_classifier()
    if service is None:
        return
    audiences = rooms(service[0])
    if audiences is None:
        return
    say_goodbye_in_the_end()
    known = visit().room
    if known.seat is not None:
        _room(audiences, known.seat)
        return
    if known.has_ended:
        _result()
    st.markdown(words.ROOM_ABOUT.format(least=audiences.rules.least))
    promised = st.checkbox(words.ROOM_PROMISE, key=PROMISE)
    if st.button(words.ROOM_OPEN, type="primary", disabled=not promised):
        _open(audiences, promised=promised)
    st.caption(words.ROOM_PROTECTS)


def _open(audiences: Rooms, *, promised: bool) -> None:
    opened = audiences.open(promised=promised)
    if isinstance(opened, Refusal):
        st.warning(words.ROOM_REFUSALS[opened])
        return
    known = visit().room
    known.seat, known.summary, known.has_ended = Seat(opened), None, False
    st.rerun()


def _room(audiences: Rooms, seat: Seat) -> None:
    show, invite = st.columns([5, 2], gap="medium")
    with show:
        st.fragment(_show, run_every=REFRESH)(audiences, seat)
        with st.form("room_marking", clear_on_submit=True, border=False):
            text, add = st.columns([3, 1], vertical_alignment="bottom")
            text.text_input(words.ROOM_MARK, max_chars=LONGEST_MARK, key=MARK)
            add.form_submit_button(
                words.ROOM_MARK_ADD, on_click=_mark, args=[audiences, seat], width="stretch"
            )
        if seat.mark_refused is not None:
            st.warning(words.ROOM_REFUSALS[seat.mark_refused])
        _controls(audiences, seat)
    with invite:
        show_invitation(seat.opened)
    st.caption(words.ROOM_PROTECTS)


def _show(audiences: Rooms, seat: Seat) -> None:
    _look(audiences, seat)
    if visit().room.seat is not seat:
        st.rerun()
    if seat.is_away:
        st.warning(words.ROOM_AWAY)
    view = seat.whole()
    if view is None:
        return
    people = words.ROOM_FEWER.format(least=view.least)
    if view.people is not None:
        people = words.ROOM_PEOPLE.format(people=view.people)
    minutes = max(1, round((view.ends_at - view.now) / 60))
    st.caption(f"{people} {words.ROOM_ENDS.format(minutes=minutes)}")
    with st.container(key="room_now"):
        st.subheader(_now(view), anchor=False)
    show_band(view)
    begin = view.windows[0].start if view.windows else view.since
    _list_marks([(max(0.0, mark.at - begin), mark.text) for mark in view.marks])


def _list_marks(marks: Sequence[tuple[float, str]]) -> None:
    """By the numbers that stand in the band."""
    if marks:
        items = "".join(f"<li>{clock(at)} {escape(text)}</li>" for at, text in marks)
        st.html(f'<ol class="fc-marks">{items}</ol>')


def _now(view: HostView) -> str:
    """What there is to see, in one line."""
    if view.paused:
        return words.ROOM_PAUSED
    wait = max(1, round(view.figures_from - view.now))
    if view.people is None:
        return words.ROOM_NOBODY_YET.format(least=view.least, seconds=wait)
    if view.figures_from > view.now:
        return words.ROOM_SILENCE.format(seconds=wait)
    if view.windows and view.now - view.windows[-1].start <= (1 + LATELY) * view.window:
        return mood(view.windows[-1])
    return words.ROOM_WAITS


def _look(audiences: Rooms, seat: Seat) -> None:
    """Take what is new; a room that is no more is left."""
    seen = audiences.view(seat.opened.code, seat.opened.key, len(seat.windows))
    if isinstance(seen, HostView):
        seat.take(seen)
    elif seen is Refusal.NO_ROOM:
        _finish(seat.whole())
    else:
        seat.is_away = True


def _controls(audiences: Rooms, seat: Seat) -> None:
    if seat.ends:
        st.markdown(f"**{words.ROOM_END_ASKS}**")
        with st.container(horizontal=True):
            st.button(words.ROOM_END_YES, type="primary", on_click=_end, args=[audiences, seat])
            st.button(words.ROOM_END_NO, on_click=_ask_end, args=[seat, False])
        return
    paused = seat.view is not None and seat.view.paused
    with st.container(horizontal=True):
        st.button(
            words.ROOM_RESUME if paused else words.ROOM_PAUSE,
            on_click=_pause,
            args=[audiences, seat, not paused],
            key="room_pause",
        )
        st.button(words.ROOM_END, on_click=_ask_end, args=[seat, True], key="room_end")


def _pause(audiences: Rooms, seat: Seat, paused: bool) -> None:
    act = audiences.pause if paused else audiences.resume
    seat.is_away = act(seat.opened.code, seat.opened.key) is Refusal.AWAY
    _look(audiences, seat)


def _mark(audiences: Rooms, seat: Seat) -> None:
    text = st.session_state.get(MARK, "")
    seat.mark_refused = audiences.mark(seat.opened.code, seat.opened.key, text)


def _ask_end(seat: Seat, ends: bool) -> None:
    seat.ends = ends


def _end(audiences: Rooms, seat: Seat) -> None:
    ended = audiences.end(seat.opened.code, seat.opened.key)
    if ended is Refusal.AWAY:
        seat.is_away, seat.ends = True, False
    else:
        _finish(ended if isinstance(ended, HostView) else seat.whole())


def _finish(view: HostView | None) -> None:
    known = visit().room
    known.seat, known.has_ended = None, True
    known.summary = None if view is None else summarise_room(view)


def _result() -> None:
    """Of the room that has ended."""
    st.info(words.ROOM_ENDED)
    summary = visit().room.summary
    if summary is None:
        st.markdown(words.ROOM_NOTHING_SHOWN)
    else:
        said = replace(words.REPORT_WORDS, **words.ROOM_REPORT)  # type: ignore[arg-type]
        show_recording(summary.recording, "room", said=said)
        _list_marks(summary.marks)
        offer_files(summary.recording, "room", summary.marks, words.ROOM_STAYS, said)
    st.divider()
