"""The places of a meeting in its order: the first minute, old business, one goal after the other, and the close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from metrics.meeting.agenda import AgendaItem, MeetingView
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry, find_standing
from metrics.plan.model import Plan
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting

AT, START, OLD, END = "at", "start", "old", "end"
"""The parameter of the address that says where the meeting is, and its places that are about no goal."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its key in the address and, where it is about one, the goal's plan and number with its title.

    A `quiet` goal has no place in the order, but can be looked up.
    """

    key: str
    plan: Plan | None = None
    goal: str = ""
    title: str = ""
    quiet: bool = False

    @property
    def about(self) -> tuple[str, str]:
        """The plan and the goal that a line captured here is about; empty for the meeting as a whole."""
        return (self.plan.id if self.plan else "", self.goal)


def make_field_key(place: Place, kind: EntryKind, name: str) -> str:
    """Make the key of a field of the form that captures a line of a kind."""
    return f"meeting {place.key} {kind} {name}"


def list_places(view: MeetingView) -> list[Place]:
    """List the places in the order of the meeting."""
    goals = [_make_place(item) for item in view.items]
    return [Place(START), Place(OLD), *goals, Place(END)]


def list_quiet_places(view: MeetingView) -> list[Place]:
    """List the goals without remarks, which can be looked up."""
    return [
        Place(
            f"{outlook.score.plan.id}:{goal.goal.number}",
            outlook.score.plan,
            goal.goal.number,
            goal.goal.title,
            quiet=True,
        )
        for outlook, goal in view.quiet
    ]


def is_start() -> bool:
    """Tell whether the address asks for the place at which a meeting begins."""
    return st.query_params.get(AT, START) == START


def find_place(view: MeetingView) -> Place:
    """Find the place that the address asks for; the first where there is no such place."""
    every = [*list_places(view), *list_quiet_places(view)]
    return next((one for one in every if one.key == st.query_params.get(AT, START)), every[0])


def find_neighbours(places: Sequence[Place], here: Place) -> tuple[Place | None, Place | None]:
    """Find the places before and after one; a quiet goal leads back to the start and on to the end."""
    if here.quiet:
        return places[0], places[-1]
    at = places.index(here)
    before = places[at - 1] if at else None
    return before, places[at + 1] if at + 1 < len(places) else None


def select_lines(meeting: OpenMeeting, place: Place) -> list[MeetingEntry]:
    """Select the lines captured about a place; at the close all of them."""
    lines = find_standing(meeting.found.find_entries(meeting.quarter.text))
    if place.key == END:
        return lines
    if place.plan is None:
        return [line for line in lines if not line.plan]
    return [line for line in lines if (line.plan, line.goal) == place.about]


def _make_place(item: AgendaItem) -> Place:
    number = item.goal.goal.number
    return Place(f"{item.plan.id}:{number}", item.plan, number, item.goal.goal.title)
