"""What is late beside the reports of running plans: duties and initiatives, and years that are not settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from metrics.access import Action
from metrics.annual.stages import find_next_due
from metrics.periods import count_days_left
from metrics.score.contract_years import split_into_years
from pages.ui import people, screen
from pages.ui.area_choice import AREA
from pages.ui.data_version import KEPT_SHEETS, make_key
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from pages.ui.kept.keep import keep
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from pages.ui.reports import document_dues


class LateKind(StrEnum):
    """What is late, in the order in which it is told."""

    DUTIES = "duties"
    SETTLEMENTS = "settlements"


PAGES = {LateKind.DUTIES: "risk", LateKind.SETTLEMENTS: "annual"}
"""The page that lists each."""


class LateThing(NamedTuple):
    """One thing that is late, of real data or fictional."""

    fictional: bool
    kind: LateKind
    due: date
    institution: str


def show_late(page: Page, moment: JudgedMoment, area: str) -> None:
    """Show a line for each kind of which something is late in an area or in all; nothing where nothing is."""
    writer = page.writer(moment.catalogue)
    # What is told of a document is a part of what the moment's key goes by, as are the institutions the reader sees.
    key = make_key(moment.key, area, writer.words.lang, writer.link("overview"))
    screen.draw(_lines(key, page, moment, area, writer))


@keep(KEPT_SHEETS)
def _lines(key: str, page: Page, moment: JudgedMoment, area: str, writer: Writer) -> Markup:
    late = [*_find_duties(page, moment, area), *_find_settlements(moment, area)]
    # Real and fictional figures never share a line.
    groups = [list(own) for _, own in groupby(sorted(late), key=lambda one: (one.fictional, one.kind))]
    lines = Markup().join(_draw_line(own, area, writer) for own in groups)
    return fill('<ul class="m-beside m-late">{}</ul>', lines) if lines else lines


def _find_duties(page: Page, moment: JudgedMoment, area: str) -> Iterator[LateThing]:
    """Find the duties and initiatives that are late, each once, as the page of risks lists them."""
    seen = people.find_permitted(moment.catalogue, page.reader, Action.SEE, page.today)
    every = document_dues.list_document_dues(page, moment.find_institutions(area) & seen)
    late = document_dues.select_late(every, page.as_of)
    for first, *_ in document_dues.group_times(late, page.as_of):
        owner = first.institutions[0]
        yield LateThing(_is_fictional(owner, moment), LateKind.DUTIES, first.due, owner)


def _find_settlements(moment: JudgedMoment, area: str) -> Iterator[LateThing]:
    """Find the years that should have been settled, as the page of settlements lists them."""
    day = moment.facts.as_of
    for plan in moment.agreed:
        if area and moment.catalogue.find_area(plan, day) != area:
            continue
        facts = moment.of(plan).facts
        for year in split_into_years(plan).values() or [plan]:
            due = find_next_due(year, facts)
            if due and count_days_left(due, day) < 0:
                fictional = _is_fictional(plan.institution, moment)
                yield LateThing(fictional, LateKind.SETTLEMENTS, due, plan.institution)


def _is_fictional(institution: str, moment: JudgedMoment) -> bool:
    return moment.catalogue.institutions[institution].fictional


def _draw_line(late: Collection[LateThing], area: str, writer: Writer) -> Markup:
    """Draw how many there are as a link to where they stand, whose they are, and when the oldest was due."""
    words, first = writer.words, next(iter(late))
    where = {AREA: area} if area and first.kind is LateKind.DUTIES else {}
    link = marks.draw_link(
        writer.link(PAGES[first.kind], **where), words.n(f"overview.late_{first.kind}", len(late))
    )
    oldest = words.n("overview.oldest", len(late), on=words.date(first.due))
    said = f"{_name_owners({one.institution for one in late}, writer)} · {oldest}"
    return fill(
        "<li>{}{} <span>{}</span></li>", link, marks.draw_fictional(words, fictional=first.fictional), said
    )


def _name_owners(owners: Iterable[str], writer: Writer) -> str:
    first, *more = owners
    names = writer.catalogue.institutions
    return writer.words.n("overview.plans", 1 + len(more)) if more else names[first].name
