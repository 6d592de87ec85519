"""Who approves reports in a chief's place (p.v.): appointed for a time by the chief, and relieved of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from db import session
from db.location import find_database_url
from db.people import delegations, rights
from db.scope import EVERYTHING
from metrics.access import Action, Grant, Role
from metrics.errors import Problem, refuse
from metrics.facts.numbers import read_whole
from pages.admin.parts.tasks import act_form, grant_sheet
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.admin.parts.tasks.grant_sheet import Held
from pages.ui import people, screen
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.administration.grant_line import write_grant, write_permitted

RELIEVE = "relieve"
"""The parameter of the address: the delegation to end."""


@dataclass(frozen=True, slots=True)
class EnteredDelegation:
    """What was filled in of a delegation; None where no day was chosen."""

    person: str
    institution: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class DelegationDesk:
    """The delegations of the institutions a chief leads, which have these names."""

    page: Page
    every: Sequence[Held]
    names: Mapping[str, str]

    def write(self, given: Grant) -> str:
        """Write a delegation as a line."""
        return write_grant(given, self.names, self.page.words)


def show_deputies(page: Page) -> None:
    """Show who approves in the chief's place now and later, with the forms that appoint somebody and relieve them."""
    catalogue = read_snapshot().catalogue
    own = people.find_permitted(catalogue, page.reader, Action.DELEGATE, page.today)
    names = {key: catalogue.find_institution(key, page.today).name for key in sorted(own)}
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        every = [one for one in rights.read_grants(db) if _is_current(one[1], names, page.today)]
    desk = DelegationDesk(page, every, names)
    screen.draw(marks.draw_lead(page.t("deputy.lead")))
    if asked := st.query_params.get(RELIEVE):
        _show_relieving(desk, asked)
    else:
        with st.expander(page.t("deputy.appoint")):
            _show_appointing(desk)
    found = sorted(every, key=lambda one: (one[1].start, one[0]))
    shown = grant_sheet.draw_grants(
        found, names, lambda number: page.link_here(**{RELIEVE: str(number)}), page.today, page.words
    )
    screen.draw(shown if found else marks.draw_lead(page.t("deputy.nobody")))


def _is_current(given: Grant, names: Mapping[str, str], today: date) -> bool:
    over = given.end is not None and given.end < today
    return given.role is Role.DEPUTY and given.institution in names and not over


def _show_appointing(desk: DelegationDesk) -> None:
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


def _make_appointing(desk: DelegationDesk, entered: EnteredDelegation) -> Act:
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
            page.t("grant.permits", actions=write_permitted(Role.DEPUTY, page.words)),
        ),
        page.t("grant.given", **said),
        missing,
    )


def _show_relieving(desk: DelegationDesk, asked: str) -> None:
    """Show what comes of ending the delegation that the address asks for."""
    page, number = desk.page, read_whole(asked)
    found = next(((person, given) for person, given in desk.every if given.number == number), None)
    form = ActForm(page, RELIEVE, {})
    if found is None:
        form.show_refused(refuse("grant_gone", value=asked).problems)
        return
    person, given = found
    said = {"person": person, "grant": desk.write(given)}
    will = (page.t("grant.will_revoke", **said), page.t("deputy.approved_stands"))
    act = Act(lambda db: delegations.end_delegation(db, given.number), will, page.t("grant.revoked", **said))
    act_form.show_question(form, will, page.t("grant.revoke_sure"), lambda: None, lambda _: act)
