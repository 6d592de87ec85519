"""Deadlines as a calendar that Outlook reads: lines, folding, identity, and words in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from export.deadline_list import write_calendar
from metrics.followup.deadlines import Deadline, find_deadlines
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Institution, Plan
from tests.factories import catalogue, goal, indicator, milestone, plan, scored
from words.language import Words

NOW = datetime(2017, 1, 2, 9, 30, tzinfo=UTC)
DAY = date(2017, 1, 2)
LONG = "Årsopgørelse, økonomi; og ærlighed: " * 5


def found(p: Plan) -> list[Deadline]:
    return find_deadlines([scored(p, as_of=DAY)], DAY)


def titled(due: date = date(2017, 6, 30)) -> Plan:
    leaf = milestone("1.1", due).model_copy(update={"title": LONG.strip()})
    return plan(goal("1", leaf))


def written(p: Plan, lang: str = "da", base: str = "", known: Catalogue | None = None) -> bytes:
    return write_calendar(found(p), known or catalogue(), Words(lang), NOW, base)


def test_lines_end_and_are_folded_as_the_standard_says() -> None:
    lines = written(titled()).split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    assert any(line.startswith(b" ") for line in lines)


def test_it_reads_back_as_all_day_events_on_the_day_they_are_due() -> None:
    p = titled()
    read = Calendar.from_ical(written(p))
    assert str(read["x-wr-calname"]) == "Målstreg: frister"
    events = read.walk("VEVENT")
    assert [e.decoded("dtstart") for e in events] == [d.due for d in found(p)]
    report, named = events[0], events[1]
    assert (report.decoded("dtstart"), report.decoded("dtend")) == (date(2017, 4, 14), date(2017, 4, 15))
    assert report.decoded("dtstamp") == NOW
    assert "Frist: 14. april 2017 (sidste arbejdsdag 12. april 2017)" in str(report["description"])
    assert str(named["summary"]) == f"Inst: Milepæl: {LONG.strip()}"
    assert not read.walk("VALARM")
    assert {str(e["transp"]) for e in events} == {"TRANSPARENT"}
    assert all(e.errors == [] for e in events)


def test_a_title_adds_no_line_and_no_event_of_its_own() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged;ATTACH:http://evil.example\\n"
    leaf = milestone("1.1", date(2017, 6, 30)).model_copy(update={"title": hostile})
    events = Calendar.from_ical(written(plan(goal("1", leaf)))).walk("VEVENT")
    assert len(events) == len(Calendar.from_ical(written(titled())).walk("VEVENT"))
    assert all("attach" not in event and not str(event["summary"]).startswith("forged") for event in events)


def test_an_event_keeps_its_identity_when_its_day_is_moved_and_shares_it_with_none() -> None:
    before, after = (
        [str(e["uid"]) for e in Calendar.from_ical(written(titled(due))).walk("VEVENT")]
        for due in (date(2017, 6, 30), date(2017, 7, 3))
    )
    assert before == after
    assert len(set(before)) == len(before)


def test_the_words_and_links_are_in_the_readers_language() -> None:
    (report, *_) = Calendar.from_ical(written(plan(), "en", "https://maal.example")).walk("VEVENT")
    assert str(report["summary"]) == "Inst: Report for Q1 2017"
    assert str(report["url"]) == "https://maal.example/indberetning?plan=plan-2017&quarter=2017Q1&lang=en"
    assert "With: Reporter" in str(report["description"])
    (bare, *_) = Calendar.from_ical(written(plan())).walk("VEVENT")
    assert "url" not in bare


def test_what_is_fictional_says_so() -> None:
    owner = Institution(id="inst", name="Inst", ministry_area="Area", fictional=True)
    known = Catalogue({"inst": owner}, {("inst", "share"): indicator()})
    (event, *_) = Calendar.from_ical(written(plan(), known=known)).walk("VEVENT")
    assert str(event["summary"]).startswith("Inst [Opdigtede tal]: ")
