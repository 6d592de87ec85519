"""The meetings of the year of `cpr-2017`, as the department and the institution hold them on the page."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import text
from tests.pages.cycle.playing import PLAN, Dashboard, write
from tests.pages.drawing import plain

UNCALLED = "Start uden indkaldelse"


def open_meeting(at: Dashboard, role: str, quarter: str, place: str = "start", **query: str) -> AppTest:
    """Open a meeting in the tab of a party, at a goal or another place."""
    where = f"{PLAN}:{place}" if place[0].isdigit() else place
    tab = at.open(role, "meeting", institution="cpr", quarter=quarter, at=where, **query)
    assert not tab.exception, tab.exception
    return tab


def press(tab: AppTest, label: str) -> str:
    """Press a button by what stands on it; what the page says then, with what was done."""
    next(button for button in tab.button if button.label == label).click().run()
    assert not tab.exception, tab.exception
    return plain(" ".join([*(done.value for done in tab.success), text(tab)]))


def fill_in(tab: AppTest, fields: dict[str, str]) -> None:
    """Write in fields, by their labels."""
    for label, words in fields.items():
        if any(field.label == label for field in tab.text_area):
            write(tab, label, words)
        else:
            next(field for field in tab.text_input if field.label == label).set_value(words)


def plan_meeting(at: Dashboard, quarter: str, day: str) -> str:
    """Call a meeting for a day, or move it to another."""
    tab = open_meeting(at, "head", quarter)
    fill_in(tab, {"Mødedag": day})
    moves = any(button.label == "Flyt mødet" for button in tab.button)
    return press(tab, "Flyt mødet" if moves else "Indkald")


def start_meeting(at: Dashboard, quarter: str, day: str) -> str:
    """Open a meeting on its day; the first minute."""
    at.turn_to(day)
    tab = open_meeting(at, "head", quarter)
    said = press(tab, "Start mødet")
    return press(tab, UNCALLED) if any(button.label == UNCALLED for button in tab.button) else said


def capture(at: Dashboard, role: str, quarter: str, kind: str, goal: str, *said: str) -> str:
    """Capture a line about a goal; what the page says then."""
    tab = open_meeting(at, role, quarter, goal, write=kind)
    labels, button = _FORMS[kind]
    fill_in(tab, dict(zip(labels, said, strict=True)))
    return press(tab, button)


_FORMS: dict[str, tuple[tuple[str, ...], str]] = {
    "action": (("Opgave", "Ansvarlig (rolle)", "Frist"), "Tilføj opgave"),
    "decision": (("Beslutning",), "Tilføj beslutning"),
    "note": (("Note",), "Tilføj note"),
    "deviation": (
        ("Begrundelse", "Accepteret af (stilling)", "Accepteret til og med"),
        "Acceptér afvigelsen",
    ),
}
"""The fields of each kind of line, and the button that adds it."""


def read_old(at: Dashboard, quarter: str) -> str:
    """Read what a meeting follows up."""
    return plain(text(open_meeting(at, "controller", quarter, "old")))


def mark_done(at: Dashboard, quarter: str, number: int, day: str) -> str:
    """Say at a meeting that a line of an earlier one was done on a day."""
    tab = open_meeting(at, "controller", quarter, "old")
    fill_in(tab, {f"Udført den (linje {number})": day})
    return press(tab, f"Markér linje {number} som udført")


def close_meeting(at: Dashboard, quarter: str, until: str) -> list[str]:
    """Close a meeting with those who were there; its minutes as they read then."""
    tab = open_meeting(at, "head", quarter, "end")
    present = "Deltagere (navn eller rolle, også uden bruger)"
    fill_in(tab, {present: "Afdelingschef og CPR's chef", "Bemærkninger til referatet senest": until})
    said = press(tab, "Afslut mødet")
    assert "Udkast til referat Bemærkninger senest" in said, said
    return read_minutes(at, quarter)


def comment(at: Dashboard, quarter: str, day: str, words: str) -> None:
    """The chief comments on minutes."""
    at.turn_to(day)
    tab = open_meeting(at, "chief", quarter)
    fill_in(tab, {"Bemærkning til referatet": words})
    assert f"“{words}”" in press(tab, "Send bemærkning")


def reopen(at: Dashboard, quarter: str, day: str, reason: str) -> str:
    """The department opens a meeting again; what the page says then."""
    at.turn_to(day)
    tab = open_meeting(at, "controller", quarter)
    fill_in(tab, {"Begrundelse": reason})
    return press(tab, "Åbn mødet igen")


def approve_minutes(at: Dashboard, quarter: str, day: str) -> str:
    """Both parties approve minutes; what the page says then."""
    at.turn_to(day)
    press(open_meeting(at, "chief", quarter), "Godkend for institutionen")
    return press(open_meeting(at, "head", quarter), "Godkend for departementet")


def read_minutes(at: Dashboard, quarter: str, role: str = "controller") -> list[str]:
    """Read minutes without where their approval stands: followed up, captured, and each goal's figures."""
    html = text(open_meeting(at, role, quarter))
    kept = html[html.index('<dl class="m-facts">') : html.index("<h2>Forløb</h2>")]
    parts = re.findall(r"<(?:h2|li|tr|p|dd)\b[^>]*>(.*?)</(?:h2|li|tr|p|dd)>", kept, re.DOTALL)
    return [line for line in map(plain, parts) if line]
