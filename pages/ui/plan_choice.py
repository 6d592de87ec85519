"""The plan that the address asks for, where there is none an offer of those there are, and the shared scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from db import session
from db.location import find_database_url
from db.plans import scenarios
from metrics.access import Action
from metrics.periods import find_danish_day
from metrics.plan.institution_history import find_resource
from metrics.plan.model import Plan
from metrics.whatif.scenario import Scenario
from pages.ui import empty_day, people, reader, screen
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words.language import Words


def find_asked_plan(
    page: Page, moment: JudgedMoment, *, under_way: bool = False, then: Callable[[], None] | None = None
) -> Plan:
    """Return the plan the address asks for; where there is none, say so, offer those there are, and stop.

    With `under_way` the offer leads to this same page and leaves out finished plans where others exist. `then` draws
    what the page shows below it.
    """
    asked = st.query_params.get("plan", "")
    if asked not in moment.scores:
        current = [p for p in moment.plans if p.start <= page.as_of <= p.end and not p.closed]
        offered = (current if under_way else []) or moment.plans
        _offer_plans(page, moment, asked, offered, page.key if under_way else "plan")
        if under_way:
            show_shared_scenarios(page, moment)
        if then:
            then()
        screen.end_page(page.words)
    return moment.scores[asked].plan


def show_plan_title(page: Page, moment: JudgedMoment, plan: Plan, title: str, *, within: str = "") -> None:
    """Show the title of a page about a plan, and below it, by when its institution had left, where it has.

    On paper the page also says `within` what it is.
    """
    fictional = moment.catalogue.institutions[plan.institution].fictional
    page.show_title(title, fictional=fictional, within=within)
    if moment.until is not None:
        screen.say(page.t("plan.received", date=page.words.date(moment.until)))
    else:
        empty_day.tell_nothing_reported(page, moment, [plan])


def show_shared_scenarios(page: Page, moment: JudgedMoment, plan: Plan | None = None) -> None:
    """Show the scenarios that have been shared with the reader, of one plan or of all; nothing where there are none."""
    seen = people.find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    with session.open_reading(find_database_url(), sees=seen) as db:
        shared = scenarios.read_shared_scenarios(db, page.reader, page.today, plan.id if plan else None)
    there = [one for one in shared if one.plan in moment.scores]
    if there:
        rows = [_shared_row(page, moment, one) for one in there]
        columns = [
            Column(page.t("scenario.name")),
            Column(page.t("page.institution")),
            Column(page.t("scenario.shared_by")),
            Column(page.t("scenario.saved_on")),
        ]
        title = page.t("scenario.shared_ones")
        screen.draw(fill("<h2>{}</h2>", title), draw_table(columns, rows, title))


def _shared_row(page: Page, moment: JudgedMoment, one: Scenario) -> list[Cell]:
    owner = moment.catalogue.find_owner(moment.scores[one.plan].plan)
    whose = find_resource(moment.catalogue.histories, owner.id, page.today)
    return [
        marks.draw_link(page.link("whatif", open=one.key), one.draft.name),
        owner.name,
        reader.write_who(one.person, whose, page.today, page.words),
        page.words.date(find_danish_day(one.saved_at)),
    ]


class OfferedLink(NamedTuple):
    """A link to choose: its address, its text, and whether it leads to what is fictional."""

    href: str
    text: str
    fictional: bool = False


def draw_offer(links: Iterable[OfferedLink], words: Words) -> Markup:
    """Draw links to choose among, with a mark at what is fictional."""
    items = (
        fill(
            "<li>{}{}</li>",
            marks.draw_link(one.href, one.text),
            marks.draw_fictional(words, fictional=one.fictional),
        )
        for one in links
    )
    return fill('<ul class="m-offer">{}</ul>', Markup().join(items))


def _offer_plans(
    page: Page, moment: JudgedMoment, asked: str, plans: Sequence[Plan], leading_to: str
) -> None:
    page.show_title(page.t(f"page.{leading_to}"))
    if not plans:
        empty_day.tell_no_plans(page)
        return
    text = page.t("plan.unknown" if asked else "plan.none", plan=asked, date=page.words.date(page.as_of))
    empty_day.say_with_offer(page, text, lambda then: asked in then.scores)
    owners = {plan.id: moment.catalogue.find_owner(plan) for plan in plans}
    links = [
        OfferedLink(
            page.link(leading_to, plan=one.id),
            f"{owners[one.id].name}: {one.title}",
            owners[one.id].fictional,
        )
        for one in plans
    ]
    screen.draw(draw_offer(links, page.words))
