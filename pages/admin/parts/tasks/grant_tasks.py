"""Who may what: the roles people hold, given and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from db.people import rights
from metrics.access import Grant, Person, Role, find_own_institutions, read_goals
from metrics.errors import Problem
from pages.admin.parts.tasks import act_form, grant_desk, grant_sheet
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.admin.parts.tasks.grant_desk import GrantDesk
from pages.admin.parts.tasks.grant_sheet import Held
from pages.ui import screen, widgets
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.grant_line import write_permitted, write_scope

PERSON, ROLE, WHEN, REVOKE = "person", "held", "when", "revoke"
"""The parameters of the address: what is shown, and the grant to take back."""
NOW, OVER, EVER = "", "over", "ever"
PERIODS = {NOW: "grant.when_now", OVER: "grant.when_over", EVER: "grant.when_ever"}


@dataclass(frozen=True, slots=True)
class EnteredGrant:
    """What was filled in of a grant; None where nothing was chosen."""

    person: str
    role: Role | None
    scope: Grant | None
    start: date | None
    end: date | None
    goals: frozenset[str]


def show_users(page: Page) -> None:
    """Show who holds which role, with the forms that give one and take one back."""
    desk = grant_desk.open_desk(page, read_snapshot().catalogue.institutions)
    screen.draw(marks.draw_lead(page.t("grant.lead")))
    if st.query_params.get(REVOKE):
        grant_desk.ask_ending(desk, REVOKE, rights.revoke_grant, partial(_say_what_is_left, desk))
    else:
        with st.expander(page.t("grant.give")):
            _show_giving(desk)
    _show_list(desk)


def _show_list(desk: GrantDesk) -> None:
    page = desk.page
    if not desk.every:
        screen.draw(fill('<p class="m-none">{}</p>', page.t("grant.nobody")))
        return
    found = sorted(_ask_filter(desk), key=lambda one: (one[0], list(Role).index(one[1].role), one[1].start))
    screen.draw(
        grant_sheet.draw_grants(
            found, desk.names, lambda number: page.link_here(revoke=str(number)), page.today, page.words
        )
    )


def _ask_filter(desk: GrantDesk) -> list[Held]:
    """Show the filters and return the grants they leave."""
    page = desk.page
    people = sorted({person for person, _ in desk.every})
    with st.container(horizontal=True, key="m-filters"):
        person = widgets.draw_choice(
            PERSON, page.t("grant.who"), ["", *people], lambda key: key or page.t("grant.any_person")
        )
        role = widgets.draw_choice(
            ROLE,
            page.t("grant.role"),
            ["", *Role],
            lambda code: page.t(f"role.{code}") if code else page.t("grant.any_role"),
        )
        when = widgets.draw_choice(
            WHEN, page.t("grant.when"), list(PERIODS), lambda code: page.t(PERIODS[code])
        )
    if missing := widgets.find_unknown(PERSON, people):
        screen.say(page.t("administration.unknown_choice", value=missing))
    kept = {NOW: (False,), OVER: (True,), EVER: (False, True)}[when]
    return [
        (holder, given)
        for holder, given in desk.every
        if person in ("", holder) and role in ("", given.role) and given.is_over(page.today) in kept
    ]


def _show_giving(desk: GrantDesk) -> None:
    page = desk.page
    labels = {
        "person": page.t("grant.person"),
        "role": page.t("grant.role"),
        "scope": page.t("grant.scope"),
        "from": page.t("grant.start"),
        "until": page.t("grant.until_label"),
        "goals": page.t("grant.goals_label"),
    }
    form = ActForm(page, "grant", labels)
    scopes = _list_scopes(desk)

    def draw() -> EnteredGrant:
        person = str(st.text_input(labels["person"], autocomplete="off", **form.keep("person")) or "")
        left, right = st.columns(2)
        chosen: dict[str, Any] = {"index": None, "placeholder": page.t("administration.choose")}
        role: Role | None = left.selectbox(
            labels["role"],
            list(Role),
            format_func=lambda code: page.t(f"role.{code}"),
            **chosen,
            **form.keep("role"),
        )
        place: int | None = right.selectbox(
            labels["scope"],
            range(len(scopes)),
            format_func=lambda n: write_scope(scopes[n], desk.names, page.words),
            **chosen,
            **form.keep("scope"),
        )
        left, right = st.columns(2)
        with left:
            start = form.ask_day("from", page.today)
        with right:
            end = form.ask_day("until", None)
        goals = st.text_input(labels["goals"], autocomplete="off", **form.keep("goals"))
        widgets.show_example(page.t("grant.goals_form"))
        scope = None if place is None else scopes[place]
        return EnteredGrant(person, role, scope, start, end, read_goals(goals or ""))

    act_form.show_act(form, draw, lambda entered: _make_giving(desk, entered))


def _list_scopes(desk: GrantDesk) -> list[Grant]:
    """List what a role can be given for: everything, each ministry area there is or was, each institution."""
    some = Grant(Role.READER, desk.page.today)
    terms = (term for history in desk.catalogue.histories.values() for term in history.terms)
    areas = sorted({term.ministry_area for term in terms})
    owners = sorted(desk.names, key=lambda key: desk.names[key])
    return [
        some,
        *(replace(some, area=area) for area in areas),
        *(replace(some, institution=key) for key in owners),
    ]


def _make_giving(desk: GrantDesk, entered: EnteredGrant) -> Act:
    """Make the act that gives a role, with what will come of it."""
    needed = {"role": entered.role, "scope": entered.scope, "from": entered.start}
    missing = tuple(Problem("left_empty", place) for place, value in needed.items() if value is None)
    page, scope = desk.page, entered.scope or Grant(Role.READER, desk.page.today)
    role = entered.role or Role.READER
    given = Grant(
        role,
        entered.start or entered.end or page.today,
        entered.end,
        scope.institution,
        scope.area,
        goals=entered.goals,
    )
    person = rights.make_person_key(entered.person)
    said = {"person": person, "grant": desk.write(given)}
    return Act(
        lambda db: rights.grant_role(db, person, given),
        (
            page.t("grant.will_give", **said),
            page.t("grant.permits", actions=write_permitted(given, page.words)),
            *_say_of_person(desk, person, given),
        ),
        page.t("grant.given", **said),
        missing,
    )


def _say_of_person(desk: GrantDesk, person: str, given: Grant) -> list[str]:
    """Say what somebody holds already, and where they may not use a role in the department with what is given."""
    page, held = desk.page, desk.find_held(person)
    lines = [page.t("grant.holds", grants=page.words.list([desk.write(one) for one in held]))]
    if not held:
        lines = [page.t("grant.newcomer")]
    day = max(given.start, page.today)
    resources = desk.catalogue.find_resources(day)
    before = find_own_institutions(Person(person, held), resources, day)
    after = find_own_institutions(Person(person, (*held, given)), resources, day)
    if barred := sorted(desk.names[key] for key in after - before):
        lines.append(page.t("grant.bars", institutions=page.words.list(barred)))
    return lines


def _say_what_is_left(desk: GrantDesk, person: str, given: Grant) -> tuple[str, str]:
    """Say what somebody holds once a grant is taken back, and that it is final."""
    page = desk.page
    left = [desk.write(one) for one in desk.find_held(person, without=given.number)]
    return (
        page.t("grant.left", grants=page.words.list(left)) if left else page.t("grant.left_nothing"),
        page.t("grant.final"),
    )
