"""The strip of the agenda at the side of a meeting, and the keys by which it is held."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from metrics.meeting.agenda import MeetingView, PlanAtMeeting
from metrics.meeting.meeting_entries import CAPTURED, EntryKind, find_standing
from pages.cycle.parts.meeting.meeting_places import (
    END,
    OLD,
    START,
    Place,
    find_neighbours,
    list_places,
    list_quiet_places,
    make_field_key,
)
from pages.cycle.parts.meeting.meeting_reads import OpenMeeting
from pages.ui.draw.html import fill
from words.meetings.what_if_line import write_what_if

KEYS, OFF = "keys", "off"
"""The parameter of the address by which the keys are turned off, as whoever speaks to their computer needs."""
WRITE = "write"
"""The parameter of the address that says what is being captured."""


def has_keys() -> bool:
    """Tell whether single keys act."""
    return st.query_params.get(KEYS) != OFF


def keep_keys() -> str | None:
    """Return what a link passes on so that the keys stay off where they are."""
    return None if has_keys() else OFF


def draw_strip(meeting: OpenMeeting, view: MeetingView, here: Place) -> Markup:
    """Draw the agenda, with where the meeting is and how many lines were captured at each place."""
    items = Markup().join(_draw_place(meeting, place, here) for place in list_places(view)[:-1])
    quiet = _draw_quiet(meeting, list_quiet_places(view), here)
    last = _draw_place(meeting, list_places(view)[-1], here)
    return fill(
        '<nav class="m-agenda" aria-label="{}"><ol>{}{}{}</ol></nav>',
        meeting.page.t("meeting.agenda"),
        items,
        quiet,
        last,
    )


def name_place(meeting: OpenMeeting, place: Place) -> str:
    """Name a place; in a meeting about an area a goal is named with its institution."""
    t = meeting.page.t
    if place.plan is None:
        return t(f"meeting.place_{place.key}")
    name, owner = f"{place.goal} {place.title}", meeting.name_owner(place.plan)
    return t("meeting.of_institution", goal=name, institution=owner) if owner else name


def _draw_place(meeting: OpenMeeting, place: Place, here: Place) -> Markup:
    current = Markup(' aria-current="step"') if place == here else Markup()
    count = _count_lines(meeting, place)
    said = fill(" <small>({})</small>", count) if count else Markup()
    href = meeting.link(at=None if place.key == START else place.key, keys=keep_keys())
    return fill(
        '<li><a href="{}" data-nav="1"{}>{}{}</a></li>', href, current, name_place(meeting, place), said
    )


def _count_lines(meeting: OpenMeeting, place: Place) -> int:
    quarter = meeting.quarter.text
    if place.key == OLD:
        return len(meeting.found.find_old(quarter))
    lines = find_standing(meeting.found.find_entries(quarter))
    if place.key == END:
        return sum(line.kind is not EntryKind.NOTE for line in lines)
    return sum((line.plan, line.goal) == place.about for line in lines) if place.plan else 0


def _draw_quiet(meeting: OpenMeeting, quiet: Sequence[Place], here: Place) -> Markup:
    """Draw the goals without remarks in one line."""
    if not quiet:
        return Markup()
    by_owner: dict[str, list[Markup]] = {}
    for place in quiet:
        by_owner.setdefault(meeting.name_owner(place.plan), []).append(_draw_quiet_link(meeting, place, here))
    named = (
        fill("<span>{}: {}</span>", owner, Markup(", ").join(links)) if owner else Markup(", ").join(links)
        for owner, links in by_owner.items()
    )
    said = Markup("; ").join(named)
    return fill('<li class="m-quiet">{}: {}</li>', meeting.page.t("meeting.no_remarks"), said)


def _draw_quiet_link(meeting: OpenMeeting, place: Place, here: Place) -> Markup:
    return fill(
        '<a href="{}" data-nav="1" title="{}"{}>{}</a>',
        meeting.link(at=place.key, keys=keep_keys()),
        name_place(meeting, place),
        Markup(' aria-current="step"') if place == here else Markup(),
        place.goal,
    )


def draw_keys(meeting: OpenMeeting, view: MeetingView, here: Place, *, captures: bool) -> Markup:
    """Draw the keys: to the places before and after, and one for each thing that can be captured."""
    t, links = meeting.page.t, []
    for place, key, sign in zip(
        find_neighbours(list_places(view), here), ("ArrowLeft", "ArrowRight"), ("←", "→"), strict=True
    ):
        if place:
            href = meeting.link(at=None if place.key == START else place.key, keys=keep_keys())
            word = t("meeting.previous" if key == "ArrowLeft" else "meeting.next")
            links.append(_draw_key(href, key, sign, word))
    for kind in CAPTURED if captures else ():
        if kind is EntryKind.DEVIATION and here.plan is None:
            continue
        href = meeting.link(at=here.key, keys=keep_keys(), write=kind.value)
        letter = t(f"meeting.key_{kind}")
        current = st.query_params.get(WRITE) == kind
        links.append(
            _draw_key(
                href,
                letter,
                letter.upper(),
                _name_kind(meeting, kind),
                _select_field(make_field_key(here, kind, "text")),
                current,
            )
        )
    if here.plan:
        links.append(_draw_what_if(meeting, view.find_plan(here.plan.id), here))
    return fill(
        '<div class="m-keys" role="group" aria-label="{}">{}{}</div>',
        t("meeting.keys"),
        Markup().join(links),
        _draw_switch(meeting, here),
    )


def _select_field(key: str) -> str:
    """Select a field by its key; where the form before stood, its fields may be there for a moment."""
    return ".st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def _name_kind(meeting: OpenMeeting, kind: EntryKind) -> str:
    """Name what a key captures, so short that all keys stand in two lines on a projector."""
    t = meeting.page.t
    match kind:
        case EntryKind.DEVIATION:
            return t("meeting.deviate")
        case EntryKind.PARKED:
            return t("meeting.park")
        case _:
            return t(f"meeting.kind_{kind}")


def _draw_what_if(meeting: OpenMeeting, plan: PlanAtMeeting, here: Place) -> Markup:
    """Draw what the total comes to if the goal is met and if it is missed, folded, and the way to other scenarios."""
    t, words = meeting.page.t, meeting.page.words
    letter, href = (
        t("meeting.key_whatif"),
        meeting.page.link("whatif", plan=plan.outlook.score.plan.id, ask="goal", goal=here.goal),
    )
    lines = write_what_if(plan.find_pivot(here.goal), plan.headline.enough, words)
    key = fill(' data-key="{}"', letter) if has_keys() else Markup()
    mark = fill("<kbd>{}</kbd>", letter.upper()) if has_keys() else Markup()
    link = fill('<a href="{}" data-nav="1">{}</a>', href, t("meeting.more_whatif"))
    return fill(
        '<details class="m-supposed"><summary{}>{} {}</summary>{}<p>{}</p></details>',
        key,
        mark,
        t("meeting.whatif"),
        Markup().join(fill("<p>{}</p>", line) for line in lines),
        link,
    )


def _draw_key(
    href: str,
    key: str,
    sign: str,
    word: str,
    field: str = "",
    current: bool = False,
) -> Markup:
    acts = fill(' data-key="{}"', key) if has_keys() else Markup()
    leads = fill(' data-field="{}"', field) if field else Markup()
    here = Markup(' aria-current="true"') if current else Markup()
    mark = fill("<kbd>{}</kbd>", sign) if has_keys() else Markup()
    return fill('<a href="{}" data-nav="1"{}{}{}>{} {}</a>', href, acts, leads, here, mark, word)


def _draw_switch(meeting: OpenMeeting, here: Place) -> Markup:
    """Draw the explanation of the keys, and the way to turn them off or on."""
    t = meeting.page.t
    on = has_keys()
    href = meeting.link(at=here.key, keys=OFF if on else None)
    help_key = Markup(' data-key="?"') if on else Markup()
    link = fill('<a href="{}" data-nav="1">{}</a>', href, t("meeting.keys_off" if on else "meeting.keys_on"))
    return fill(
        "<details><summary{}>{} {}</summary><p>{} {}</p></details>",
        help_key,
        Markup("<kbd>?</kbd>") if on else Markup(),
        t("meeting.all_keys"),
        t("meeting.keys_note") if on else "",
        link,
    )
