"""Who gives the figures of each series: shown, and changed from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from db.clock import read_clock
from db.plans import indicator_commands
from metrics.access import Action
from metrics.errors import Problem
from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.terms import SeriesOwner
from pages.admin.parts.tasks import act_form, owner_sheet, series_choice
from pages.admin.parts.tasks.act_form import Act, ActForm
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.page import Page
from pages.ui.snapshot import read_snapshot
from words.verdict import name_series_owner


@dataclass(frozen=True, slots=True)
class EnteredOwner:
    """What was filled in of who gives a series."""

    indicator: str | None
    owner: SeriesOwner | None
    source: str
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class OwnerDesk:
    """The series of an institution by their names."""

    page: Page
    catalogue: Catalogue
    institution: str
    names: Mapping[str, str]


def show_owners(page: Page) -> None:
    """Show who gives the figures of an institution's series, with the form that says it is another from a day on."""
    catalogue = read_snapshot().catalogue
    screen.draw(marks.draw_lead(page.t("giving.lead")))
    found = series_choice.choose_institution(page, catalogue, Action.RECEIVE)
    if found is None:
        return
    chosen, owner = found
    own = [key for key in catalogue.indicators if key[0] == chosen]
    series = {key[1]: catalogue.find_indicator(key, page.today) for key in own}
    desk = OwnerDesk(page, catalogue, chosen, {key: one.name for key, one in series.items()})
    with st.expander(page.t("giving.record")):
        _show_form(desk)
    screen.draw(owner_sheet.draw_owners(series.values(), owner, page.words))


def _show_form(desk: OwnerDesk) -> None:
    page = desk.page
    labels = {
        "indicator": page.t("break.indicator"),
        "owner": page.t("editor.field.owner"),
        "source": page.t("giving.source"),
        "since": page.t("giving.since"),
        "reason": page.t("course.reason"),
    }
    form = ActForm(page, "giving", labels)

    def draw() -> EnteredOwner:
        indicator = series_choice.ask_series(form, desk.institution, desk.names)
        owner: SeriesOwner | None = st.selectbox(
            labels["owner"],
            list(SeriesOwner),
            index=None,
            placeholder=page.t("administration.choose"),
            format_func=lambda code: page.t(f"editor.owner.{code}"),
            **form.keep("owner"),
        )
        source = st.text_input(labels["source"], autocomplete="off", **form.keep("source")) or ""
        return EnteredOwner(
            indicator, owner, source.strip(), form.ask_day("since", None), form.ask_text("reason")
        )

    act_form.show_act(form, draw, lambda entered: _make_act(desk, entered))


def _make_act(desk: OwnerDesk, entered: EnteredOwner) -> Act:
    """Make the act that records who gives a series, with what will come of it."""
    page, words = desk.page, desk.page.words
    needed = {"indicator": entered.indicator, "owner": entered.owner, "since": entered.since}
    indicator = entered.indicator or next(iter(desk.names))
    owner, since = entered.owner or SeriesOwner.INSTITUTION, entered.since or page.today
    change = IndicatorChange(
        desk.institution,
        indicator,
        since,
        read_clock(),
        entered.reason,
        owner=owner.value,
        source=entered.source or None,
    )
    by = name_series_owner(owner, entered.source or None, words)
    said = {"indicator": desk.names[indicator], "by": by, "since": words.date(since)}
    missing = [Problem("left_empty", place) for place, given in needed.items() if given is None]
    if not missing and change.holds_in(desk.catalogue.find_indicator(change.series, since)):
        missing.append(Problem("owner_stands", "owner", {"by": by}))
    return Act(
        lambda db: indicator_commands.change_indicator(db, change),
        (page.t("giving.will_record", **said), page.t("giving.past_stays")),
        page.t("giving.is_recorded", **said),
        tuple(missing),
    )
