"""What the page of risks and deadlines is asked to show, what that leaves, and the same as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ

import streamlit as st

from db.audit.exports import Export
from export.deadline_list import MEDIA_TYPE, calendar
from metrics.access import Action
from metrics.followup.deadlines import Deadline, find_deadlines
from metrics.followup.outlook import Outlook
from metrics.plan.model import Plan
from pages.outlook.parts import risk_sheet
from pages.outlook.parts.risk_sheet import OWING
from pages.status.parts import overview_sheet
from pages.ui import data, downloads, frame, widgets
from pages.ui.data import Moment
from pages.ui.downloads import File
from pages.ui.draw.marks import Link
from pages.ui.frame import Page
from service import sign_in
from words.language import Words

AREA, INSTITUTION, OWES = "area", "institution", "owes"


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; an empty text leaves everything. Who owes it narrows deadlines alone."""

    area: str
    institution: str
    owes: str

    def outlooks(self, moment: Moment) -> list[Outlook]:
        """The signed plans that are asked for."""
        return list(moment.outlooks.where(lambda plan: self._asks_for(plan, moment)).values())

    def owed(self, moment: Moment) -> list[Deadline]:
        """What they owe, soonest first."""
        scores = (one.score for one in self.outlooks(moment))
        found = find_deadlines(scores, moment.facts.as_of)
        return [deadline for deadline in found if self.owes in ("", deadline.role)]

    def _asks_for(self, plan: Plan, moment: Moment) -> bool:
        area = moment.catalogue.institutions[plan.institution].ministry_area
        return plan.locked and self.area in ("", area) and self.institution in ("", plan.institution)


def asked(page: Page, moment: Moment) -> Asked:
    """The filters, as they stand in the address."""
    areas = overview_sheet.areas(moment.catalogue, moment.agreed)
    names = {plan.institution: moment.catalogue.institutions[plan.institution].name for plan in moment.agreed}
    options: dict[str, list[str]] = {AREA: areas, INSTITUTION: [*names], OWES: [*OWING]}
    with st.container(horizontal=True, key="m-filters"):
        found = Asked(
            widgets.choice(
                AREA, page.t("overview.area"), ["", *areas], lambda a: a or page.t("overview.all_areas")
            ),
            widgets.choice(
                INSTITUTION,
                page.t("record.institution"),
                ["", *names],
                lambda key: names[key] if key else page.t("record.any_institution"),
            ),
            widgets.choice(
                OWES,
                page.t("ahead.owes"),
                ["", *OWING],
                lambda role: page.t(f"role.{role}") if role else page.t("ahead.anybody"),
            ),
        )
    for missing in filter(None, (widgets.unknown(name, known) for name, known in options.items())):
        frame.say(page.t("overview.unknown", value=missing))
    return found


def sheet(moment: Moment, before: Callable[[], Moment], wanted: Asked, lang: str, link: Link) -> str:
    """The sheet of what is asked for, with what has moved since `before`, which follows from the moment."""
    key = "\n".join([moment.key, *map(str, (wanted, lang)), link("risk")])
    return _sheet(key, _moment=moment, _before=before, _wanted=wanted, _words=Words(lang), _link=link)


@st.cache_data(max_entries=data.KEPT_SHEETS, show_spinner=False)
def _sheet(
    key: str, _moment: Moment, _before: Callable[[], Moment], _wanted: Asked, _words: Words, _link: Link
) -> str:
    outlooks, owed = _wanted.outlooks(_moment), _wanted.owed(_moment)
    return risk_sheet.sheet(outlooks, _before().outlooks, owed, _moment.catalogue, _words, _link)


def offer_calendar(page: Page, moment: Moment, wanted: Asked) -> None:
    """The deadlines that are asked for as a calendar file, of institutions whose files the reader may take."""
    allowed = data.permitted(moment.catalogue, page.reader, Action.EXPORT, page.today)
    owed = [deadline for deadline in wanted.owed(moment) if deadline.plan.institution in allowed]
    if not owed:
        return
    owners = tuple(sorted({deadline.plan.institution for deadline in owed}))
    file = File(Export.DEADLINES, ", ".join(owners), owners, f"maalstreg-{page.as_of}.ics", MEDIA_TYPE)
    downloads.offer(page.t("ahead.download"), file, lambda: _calendar(owed, moment, page.words))


def _calendar(owed: Sequence[Deadline], moment: Moment, words: Words) -> bytes:
    base = sign_in.public_url(environ)
    return calendar(owed, moment.catalogue, words, datetime.now(UTC), base)
