"""The two longest lists of CONTRIBUTING.md: a kind of test of a criterion, and a column of a result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, settings

from db import models
from db.example.fiction import make_example
from db.plans import plan_file, plan_queries
from db.results import result_commands, result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from export.score_document import build_score_document
from metrics.algebra.distribution import ONE
from metrics.facts.fact_history import gather_facts
from metrics.facts.facts import Observation
from metrics.facts.known_rows import KnownRows
from metrics.facts.raw_row import COLUMNS, RawRow
from metrics.facts.schema import EVENTS, OBSERVATIONS, SAID_OF_A_PERIOD, Result, frame_observations
from metrics.followup.deadlines import find_deadlines
from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.periods import find_day_start
from metrics.plan.criteria import TESTS, Criterion, Within
from metrics.plan.model import DocumentResult
from metrics.plan.next_year import draft_next_year
from metrics.plan.terms import Precision
from metrics.score.preview import preview_score
from metrics.score.trend import find_trend
from metrics.whatif.whatif import Suppositions, find_misfits
from pages.admin.parts import draft, editor_sheet
from pages.admin.parts.forms import criterion_forms
from pages.status.parts import goal_sheet
from tests.db.recorded import imported, source
from tests.factories import (
    assessed,
    catalogue,
    compared,
    facts,
    goal,
    milestone,
    path,
    plan,
    quarterly,
    reads,
    within,
)
from tests.plans import LEAVES
from words.criteria import write_result, write_target
from words.language import LANGUAGES, Words
from words.verdict import write_verdict

ROOT = Path(__file__).resolve().parent.parent
JUNE = date(2017, 6, 1)

# --- A kind of test of a criterion --------------------------------------------------------------------------------

KINDS: dict[str, Criterion] = {
    "compare": compared("1.1"),
    "within": within("1.1"),
    "milestone": milestone("1.1"),
    "assessed": assessed("1.1"),
}


def test_every_kind_of_test_is_made_by_the_factories() -> None:
    assert list(KINDS) == list(TESTS)
    assert [kind for kind, leaf in KINDS.items() if leaf.test is not getattr(leaf, kind)] == []


@pytest.mark.parametrize("kind", TESTS)
def test_every_kind_of_test_goes_all_the_way(kind: str) -> None:
    p, known = plan(goal("1", KINDS[kind])), catalogue(quarterly())
    found = find_outlook(p, facts(as_of=JUNE, known_at=JUNE), known, USUAL)
    (leaf,) = found.score.goal("1").leaves()
    assert leaf.outcome.credit is None
    assert leaf.trace
    assert leaf.trace.due, "what is owed"
    assert list(found.foresight.tests) == ["1.1"]
    assert "1.1" in {flag.criterion for flag in found.flags}, (
        "an open test without facts is silent, late or due"
    )
    owed = [deadline for deadline in find_deadlines([found.score], JUNE) if deadline.criterion]
    assert owed
    assert {deadline.criterion.number for deadline in owed if deadline.criterion} == {"1.1"}
    for lang in LANGUAGES:
        words = Words(lang)
        said = [write_verdict(leaf, words), write_result(leaf, p, known, words)]
        assert all(len(text) > 3 for text in (*said, write_target(leaf, p, known, words)))
    document = build_score_document(found.score, known, Words("da"))["goals"][0]["criteria"][0]
    assert document["target"] is not None


@pytest.mark.parametrize("kind", TESTS)
def test_every_kind_of_test_can_be_supposed_something_of(kind: str) -> None:
    p = plan(goal("1", KINDS[kind]))
    assert list(find_misfits(p, Suppositions(credits={"1": ONE}))) == []
    by_value = Suppositions(values={"1.1": Decimal(90)})
    by_day = Suppositions(days={"1.1": JUNE})
    fits = [not list(find_misfits(p, changes)) for changes in (by_value, by_day)]
    assert sum(fits) == (0 if kind == "assessed" else 1)


@pytest.mark.parametrize("kind", TESTS)
def test_every_kind_of_test_is_moved_to_the_coming_year(kind: str) -> None:
    """A draft asks it of the year after; a preview finds nothing late where nothing has been said."""
    leaf = DATED[kind]
    (later,) = draft_next_year(source().model_copy(update={"goals": (goal("1", leaf),)})).goals[0].leaves()
    assert getattr(later, kind) != getattr(leaf, kind), "a path has one step more, a day is a year on"
    shown = preview_score(plan(goal("1", leaf)), OBSERVATIONS.to_frame(), catalogue())
    (trace,) = [one.trace for one in shown.goal("1").leaves()]
    assert trace
    assert [due for due in trace.due if due.on < shown.plan.end] == []


TARGET = path(y2017="90")
DATED: dict[str, Criterion] = {
    "compare": compared(target=TARGET),
    "within": Criterion(number="1.1", title="1.1", within=Within(value=reads(), tolerance=TARGET)),
    "milestone": milestone(),
    "assessed": assessed(due=JUNE),
}
"""Each kind with a target or a day of the plan's year."""


def test_every_kind_of_test_has_its_form() -> None:
    assert list(criterion_forms._TESTS) == list(editor_sheet.ADDED) == list(TESTS)
    for kind in TESTS:
        made = draft.make_criterion(kind, "1.1", JUNE, JUNE)
        assert (draft.find_test(made), list(made)) == (kind, ["number", "title", kind])


@pytest.mark.parametrize("kind", TESTS)
def test_pages_show_every_kind_of_test(kind: str) -> None:
    """With what is dated, or over the years."""
    p, known = plan(goal("1", KINDS[kind])), catalogue()
    found = find_outlook(p, facts(as_of=JUNE), known, USUAL).score
    listed = "1.1 1.1" in goal_sheet.draw_milestones(found.goal("1"), found, Words("da"))
    drawn = find_trend(p, KINDS[kind], [p], found.facts, known) is not None
    assert (listed, drawn) == (kind in {"milestone", "assessed"}, kind in {"compare", "within"})


def test_the_example_has_every_kind_of_test() -> None:
    example = make_example()
    leaves = [leaf for p in example.plans for g in p.goals for leaf in g.leaves()]
    assert {kind for leaf in leaves for kind in TESTS if getattr(leaf, kind)} == set(TESTS)


@pytest.mark.parametrize("kind", TESTS)
def test_plan_files_of_all_shapes_have_every_kind_of_test(kind: str) -> None:
    drawn = settings(phases=[Phase.generate])
    assert getattr(find(LEAVES, lambda leaf: getattr(leaf, kind) is not None, settings=drawn), kind)


# --- A column of a result -----------------------------------------------------------------------------------------

SUBJECT = ("institution", "indicator", "period")
SAID = tuple(SAID_OF_A_PERIOD)
YEAR_BEFORE = (date(2014, 1, 1), date(2014, 12, 31))
CELLS: list[dict[str, str]] = [
    {"value": "91.5", "precision": "about", "provisional": "ja"},
    {"value": "", "numerator": "970", "denominator": "1000", "exempt": "20", "period": "2016"},
    {"value": "", "awaited": "2018-06-01", "chosen": "", "period": "2014"},
]
EVERYWHERE = {"note": "Den nye optælling", "source": "Årsrapport", "chosen": "ja", "recorded": "2018-02-01"}
READ: list[dict[str, Any]] = [
    {"value": Decimal("91.5"), "precision": Precision.ABOUT, "provisional": True},
    {"numerator": Decimal(970), "denominator": Decimal(1000), "exempt": Decimal(20)},
    {"awaited": date(2018, 6, 1), "chosen": False},
]
"""The same as it is read; what a row says nothing of is as in `NOTHING`."""
NOTHING = {"precision": Precision.EXACT, "provisional": False, "withdrawn": False}
OWN_COMMAND = {"withdrawn", "origin"}
"""What is not said in a file."""
KEPT = {"note": "Den nye optælling", "source": "Årsrapport", "chosen": True}
OTHER: dict[str, Any] = {
    **dict.fromkeys(("value", "numerator", "denominator", "exempt"), Decimal(7)),
    "precision": Precision.ABOVE,
    "chosen": False,
    "provisional": True,
    "note": "x",
    "source": "x",
    "withdrawn": True,
    "awaited": JUNE,
    "origin": "x",
}
"""Another value for each."""


def test_every_column_of_a_result_stands_everywhere() -> None:
    named = {*SUBJECT, *SAID, "recorded"}
    assert set(OBSERVATIONS) == {*SUBJECT, *SAID, "id", "start", "end", "recorded_at", "backfilled"}
    assert {field.name for field in fields(Result)} == named | {"backfilled"}
    assert set(COLUMNS) == named - OWN_COMMAND
    assert set(DocumentResult.model_fields) == named - {"recorded", "awaited", *OWN_COMMAND}
    assert set(Observation._fields) == {"period", *SAID, "recorded_at", "backfilled", "early", "rivals"}
    own = {"id", "indicator_id", "plan_version_id", "period", "start", "end", "recorded_at", "entered_at"}
    own |= {"backfilled"}
    assert set(models.Observation.__table__.columns.keys()) == {*own, *SAID}
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = re.search(r"has the columns `([^`]+)`", readme)
    assert listed
    assert listed[1].replace("\n", " ").split(", ") == list(COLUMNS)
    fuzzed = (ROOT / "bench" / "fuzz" / "results.py").read_text("utf-8")
    assert [name for name in {*SAID, "recorded"} - {"value", *OWN_COMMAND} if f'"{name}"' not in fuzzed] == []
    assert set(OTHER) == set(SAID)
    assert {name for row in READ for name in row} | set(KEPT) == set(SAID) - OWN_COMMAND


def expected(place: int) -> Mapping[str, Any]:
    return dict.fromkeys(SAID) | NOTHING | KEPT | READ[place]


def rows() -> list[RawRow]:
    """Rows of a file that fill every column between them."""
    first = {"institution": "cpr", "indicator": "klagesager-rettidigt", "period": "2017"}
    return [RawRow(f"r.csv:{n}", {**first, **EVERYWHERE, **cells}) for n, cells in enumerate(CELLS, 2)]


def test_every_column_of_a_result_is_kept(sqlite_url: str) -> None:
    imported(sqlite_url)
    with open_writing(sqlite_url, MACHINE) as session:
        assert result_commands.import_results(session, rows(), datetime(2018, 3, 1, tzinfo=UTC)) == len(READ)
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        frame = result_queries.read_observations(session)
    assert frame.schema == OBSERVATIONS
    stored = list(
        frame.filter(frame["source"] == "Årsrapport").sort("period", descending=True).iter_rows(named=True)
    )
    for place, row in enumerate(stored):
        assert {name: row[name] for name in SAID} == expected(place)
        assert row["recorded_at"] == find_day_start(date(2018, 2, 1))
    results = [
        Result(**{name: row[name] for name in (*SUBJECT, *SAID)}, recorded=row["recorded_at"])
        for row in stored
    ]
    results = [replace(one, precision=Precision(one.precision)) for one in results]
    again = frame_observations(results, datetime(2030, 1, 1, tzinfo=UTC))
    assert [{**row, "id": 0} for row in again.iter_rows(named=True)] == [{**row, "id": 0} for row in stored]
    found = gather_facts(
        again, EVENTS.to_frame(), as_of=date(2030, 1, 1), known_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    assert found.awaited["cpr", "klagesager-rettidigt"] == {YEAR_BEFORE: READ[2]["awaited"]}
    for seen, place in zip(found.series["cpr", "klagesager-rettidigt"], (1, 0), strict=True):
        assert {name: getattr(seen, name) for name in SAID} == expected(place)


@pytest.mark.parametrize("name", SAID)
def test_a_row_that_differs_in_one_column_alone_is_new(name: str) -> None:
    said = Result("inst", "share", "2017", **{**expected(1), "note": "N"})
    known = KnownRows(frame_observations([said], datetime(2018, 1, 1, tzinfo=UTC)), EVENTS.to_frame())
    other = replace(said, **{name: OTHER[name]})
    assert (known.new_results([said]), known.new_results([other])) == ([], [other])


def test_every_column_of_a_plans_own_result_comes_out_as_it_went_in(sqlite_url: str) -> None:
    series = {"institution": "cpr", "indicator": "klagesager-rettidigt"}
    given = [
        DocumentResult(
            **series,
            period=period,
            **{
                k: v
                for k, v in expected(place).items()
                if v is not None and k not in {"awaited", *OWN_COMMAND}
            },
        )
        for place, period in enumerate(("2010", "2011"))  # none is awaited in a document
    ]
    plan_with = source().model_copy(update={"observations": tuple(given)})
    imported(sqlite_url, plan_with)
    with open_reading(sqlite_url, sees=EVERYTHING) as session:
        kept = plan_queries.read_plan_file(session, "cpr-2017")
    assert list(kept.observations) == given
    assert list(plan_file.parse_plan(plan_file.dump_plan(kept)).observations) == given
