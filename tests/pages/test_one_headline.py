"""A plan's total, its limit, range and change are the same wherever they stand on the same day, on screen and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from db import session
from db.clock import CLOCK
from db.meetings import meeting_papers
from db.reports import paper_reading
from db.scope import EVERYTHING
from export.papers.kinds.minutes_paper import make_kept_sections
from export.papers.paper import Paper
from export.papers.papers import make_paper, write_paper
from metrics.access import Person
from metrics.meeting.agenda import PlanAtMeeting
from metrics.meeting.meeting_course import MeetingSubject
from metrics.meeting.meeting_document import freeze_meeting
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import FORMATS, PaperKind
from metrics.periods import find_day_end
from metrics.whatif.headline import Headline
from pages.status.parts import headline_read, status_reads
from pages.status.parts.institution import institution_reads
from pages.ui import moments
from terminal.common import find_operator, find_today
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, writer
from tests.paper_files import list_texts, read_again, strip
from tests.papers import APPEALS, DAY, EXAMPLE, MADE
from words import headline
from words.language import Words
from words.meetings.meeting_line import write_counted_from

DA = Words("da")
RUNNING = EXAMPLE[:3]
AREA, QUARTER = "Digitaliserings- og Borgerministeriet (opdigtet)", "2026Q3"
LIMITS = {
    APPEALS: (Fraction(50), True),
    "eksempel-register-2026": (Fraction(80), False),
    "eksempel-tilsyn-2026": (Fraction(80), False),
}
"""What is enough of each plan: what its pay rule asks for, or what the ministry area does by default."""


@pytest.fixture(scope="module")
def ground(sqlite_filled: Path) -> PaperGround:
    """The plan of the appeals board with the meeting of its whole area, as papers are made of it."""
    with session.open_reading(f"sqlite:///{sqlite_filled}", sees=EVERYTHING) as db:
        read = paper_reading.read_moments(db)
        found = paper_reading.read_paper_ground(db, APPEALS, DAY, find_day_end(DAY), MADE, read)
        return meeting_papers.add_meeting(db, found, MeetingSubject(area=AREA), QUARTER, read.judge)


def say(found: Headline) -> dict[str, str]:
    """What is written of a total: its figure, its range and its limit."""
    return {
        "figure": " ".join(headline.write_figure(found, DA)),
        "range": headline.write_between(found, DA),
        "limit": headline.write_enough(found, DA),
    }


def say_change(found: Headline, since: date) -> str:
    return f"{headline.write_change(found, DA)} {headline.write_since(since, DA)}"


def clean(said: str) -> str:
    return plain(said).replace("\u00a0", " ")


def at_meeting(ground: PaperGround, plan: str) -> PlanAtMeeting:
    assert ground.meeting is not None
    return ground.meeting.view.find_plan(plan)


@pytest.mark.parametrize("plan", RUNNING)
def test_every_page_has_the_same_total_limit_range_and_change(read_only: None, plan: str) -> None:
    reader: Person = find_operator()
    moment = moments.read_moment(DAY, find_day_end(DAY), reader, find_today())
    before = moments.make_before(find_day_end(DAY), reader, find_today())
    found, since = headline_read.read_headline(moment, plan, before)
    words = writer(moment.catalogue)
    assert (found.enough, found.has_own_enough) == LIMITS[plan]
    assert since is not None
    institution = found.score.plan.institution
    own = institution_reads.find_institution_plans(moment, institution)
    assert own is not None
    for html in (
        status_reads.read_plan_sheet(moment, plan, before, words),
        institution_reads.read_years(own, before, words),
    ):
        shown = clean(html)
        for said in (*say(found).values(), say_change(found, since)):
            assert clean(said) in shown, said
    row = find_row(status_reads.read_overview(moment, before, words, decides=()), institution)
    for said in (*say(found).values(), headline.write_change(found, DA)):
        assert clean(said) in clean(row + " " + find_alt(row)), said
    assert f'm-enough-at" style="left:{float(found.enough):.2f}%' in row


def find_row(html: str, institution: str) -> str:
    rows: list[str] = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return next(row for row in rows if f"institution={institution}" in row and "m-total-bar" in row)


def find_alt(row: str) -> str:
    return " ".join(re.findall(r'aria-label="(.*?)"', row))


def test_the_meeting_says_the_same_and_names_the_earlier_report_its_change_is_counted_from(
    open_page: Open, ground: PaperGround, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK, DAY.isoformat())
    html = text(open_page("meeting", area=AREA, quarter=QUARTER, role="head"))
    shown = clean(html + " " + find_alt(html))
    for plan in RUNNING:
        assert ground.find_headline_of(plan).enough == at_meeting(ground, plan).headline.enough
        for said in say(ground.find_headline_of(plan)).values():
            assert clean(said) in shown, (plan, said)
        one = at_meeting(ground, plan)
        counted = write_counted_from(one, DA, dated=False)
        assert clean(counted) == "siden rapporten for 2. kvartal 2026"
        assert clean(f"{headline.write_change(one.headline, DA)} {counted}") in shown
    assert "siden seneste kvartalsrapport" not in shown


def list_papers(ground: PaperGround) -> Iterator[tuple[PaperKind, Paper]]:
    for kind in (PaperKind.PLAN, PaperKind.INSTITUTION, PaperKind.NOTE, PaperKind.AREA, PaperKind.PREREAD):
        yield kind, make_paper(kind, ground, DA)


def test_papers_say_the_same_as_the_pages(ground: PaperGround) -> None:
    found, one = ground.find_headline_of(APPEALS), at_meeting(ground, APPEALS)
    assert ground.since is not None
    own, change = say(found), clean(say_change(found, ground.since))
    counted = clean(f"{headline.write_change(one.headline, DA)} {write_counted_from(one, DA)}")
    assert change != counted
    for kind, paper in list_papers(ground):
        shown = clean(" ".join(list_texts(paper)))
        assert clean(own["figure"]).split(" af ")[0] in shown, kind
        assert clean(own["range"]) in shown, kind
        if kind in (PaperKind.PLAN, PaperKind.PREREAD):
            assert clean(own["limit"]) in shown, kind
        assert (change in shown) is (kind in (PaperKind.PLAN, PaperKind.INSTITUTION)), kind
        assert (counted in shown) is (kind is PaperKind.PREREAD), kind


@pytest.mark.parametrize("kind", [PaperKind.PLAN, PaperKind.PREREAD, PaperKind.NOTE])
def test_each_format_has_them(ground: PaperGround, kind: PaperKind) -> None:
    own = say(ground.find_headline_of(APPEALS))
    told = [own["figure"].split()[0], own["range"]]
    for form in FORMATS[kind]:
        shown = strip(read_again(write_paper(kind, form, ground, DA), form))
        for said in told:
            assert strip(said) in shown, (kind, form, said)


def test_minutes_keep_the_same_total_limit_range_and_change(ground: PaperGround) -> None:
    assert ground.meeting is not None
    meeting = ground.meeting
    facts: Mapping[str, dict[str, object]] = {
        plan: {"name": plan, "plan_version": 1, "report": {"state": "open", "received": None}}
        for plan in RUNNING
    }
    document = freeze_meeting(replace(meeting.course, steps=()), meeting.view, [], [], facts)
    sections = make_kept_sections(document, [], DA)
    head = make_paper(PaperKind.PLAN, ground, DA).head
    shown = clean(" ".join(list_texts(Paper(head, tuple(sections)))))
    for plan in RUNNING:
        one = at_meeting(ground, plan)
        points, possible = one.headline, one.headline.points.possible
        enough, own = LIMITS[plan]
        whose = "Planens grænse" if own else "Ministerområdets grænse"
        assert f"{whose}: {enough} point" in shown
        assert points.expected is not None
        mean = DA.points(points.expected.mean, possible, 0)
        assert clean(f"Forventet ved mødet: {mean} point ({headline.write_between(points, DA)})") in shown
        change = clean(f"{headline.write_change(points, DA)} {write_counted_from(one, DA)}")
        assert f"Ændring: {change}" in shown
        undated = clean(f"{headline.write_change(points, DA)} {write_counted_from(one, DA, dated=False)}")
        assert f"{plan}: {mean} point forventet ({undated})" in shown
