"""Who approves reports in a chief's place (p.v.): appointed for a time by the chief, and relieved of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from db.people import delegations, rights
from metrics.access import Action, Grant, Role
from metrics.errors import Problem
from pages.admin.parts.tasks import act_form, grant_desk, grant_sheet
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.admin.parts.tasks.grant_desk import GrantDesk
from pages.ui import people, screen
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.grant_line import write_permitted

RELIEVE = "relieve"
"""The parameter of the address: the delegation to end."""


@dataclass(frozen=True, slots=True)
class EnteredDelegation:
    """What was filled in of a delegation; None where no day was chosen."""

    person: str
    institution: str
    start: date | None
    end: date | None


def show_deputies(page: Page) -> None:
    """Show who approves in the chief's place now and later, with the forms that appoint somebody and relieve them."""
    own = people.find_permitted(read_snapshot().catalogue, page.reader, Action.DELEGATE, page.today)

    def is_current(given: Grant) -> bool:
        return given.role is Role.DEPUTY and given.institution in own and not given.is_over(page.today)

    desk = grant_desk.open_desk(page, sorted(own), is_current)
    screen.draw(marks.draw_lead(page.t("deputy.lead")))
    if st.query_params.get(RELIEVE):
        stands = page.t("deputy.approved_stands")
        grant_desk.ask_ending(desk, RELIEVE, delegations.end_delegation, lambda *_: (stands,))
    else:
        with st.expander(page.t("deputy.appoint")):
            _show_appointing(desk)
    found = sorted(desk.every, key=lambda one: (one[1].start, one[0]))
    shown = grant_sheet.draw_grants(
        found, desk.names, lambda number: page.link_here(**{RELIEVE: str(number)}), page.today, page.words
    )
    screen.draw(shown if found else marks.draw_lead(page.t("deputy.nobody")))


def _show_appointing(desk: GrantDesk) -> None:
    page = desk.page
    labels = {
        "person": page.t("grant.person"),
        "institution": page.t("grant.scope"),
        "from": page.t("grant.start"),
        "until": page.t("grant.end"),
    }
    form = ActForm(page, "deputy", labels)

    def draw() -> EnteredDelegation:
        person = str(st.text_input(labels["person"], autocomplete="off", **form.keep("person")) or "")
        institution = str(
            st.selectbox(
                labels["institution"],
                list(desk.names),
                format_func=lambda key: desk.names[key],
                **form.keep("institution"),
            )
        )
        left, right = st.columns(2)
        with left:
            start = form.ask_day("from", page.today)
        with right:
            end = form.ask_day("until", None)
        return EnteredDelegation(person, institution, start, end)

    act_form.show_act(form, draw, lambda entered: _make_appointing(desk, entered))


def _make_appointing(desk: GrantDesk, entered: EnteredDelegation) -> Act:
    """Make the act that appoints somebody, with what will come of it."""
    missing = () if entered.start else (Problem("left_empty", "from"),)
    page, start = desk.page, entered.start or entered.end or desk.page.today
    given = Grant(Role.DEPUTY, start, entered.end, entered.institution)
    person = rights.make_person_key(entered.person)
    said = {"person": person, "grant": desk.write(given)}
    return Act(
        lambda db: delegations.delegate(db, person, given),
        (
            page.t("grant.will_give", **said),
            page.t("grant.permits", actions=write_permitted(given, page.words)),
        ),
        page.t("grant.given", **said),
        missing,
    )
