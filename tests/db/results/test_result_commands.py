"""Results are added whole or not at all, as given, and nothing recorded is changed; on both databases."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from db.plans import definitions, plan_queries
from db.results import raw_rows, result_commands
from db.results.raw_rows import ResultsFile
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Person, grant_all_roles
from metrics.errors import InvalidInput
from metrics.facts.import_answer import RowFate
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Result
from metrics.periods import find_day_start
from metrics.score import scoring
from tests.db.recorded import GOOD, NOW, counts, facts, imported, record, source


def test_results_and_events_are_added_and_score(database_url: str) -> None:
    imported(database_url)
    milestone = {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met"}
    ratio = {"indicator": "sygefravaer", "period": "2016-10/2017-09", "value": ""}
    ratio |= {"numerator": "648", "denominator": "100"}
    assert record(database_url, {}, milestone, ratio) == 3
    with open_reading(database_url, sees=EVERYTHING) as session:
        score = scoring.score_plan(
            plan_queries.read_plan(session, "cpr-2017"),
            facts(database_url),
            definitions.read_catalogue(session),
        )
    assert {g.goal.number for g in score.goals if g.points.secured} == {"2.1", "3.2"}
    assert next(score.goal("1.2").leaves()).outcome.credit == 1


def test_one_bad_row_and_nothing_is_written_and_every_bad_row_is_named(database_url: str) -> None:
    imported(database_url)
    before = counts(database_url)
    with pytest.raises(InvalidInput) as refused:
        record(
            database_url,
            {},
            {"value": "4.200", "period": "2016"},
            {"indicator": "x"},
            {"period": "2015"},
            {"value": "ca.", "period": "2014"},
        )
    assert [(p.place, p.code) for p in refused.value.problems] == [
        ("r.csv:3, value", "number_ambiguous"),
        ("r.csv:4, indicator", "indicator_unknown"),
        ("r.csv:6, value", "figure_needed"),
    ]
    assert counts(database_url) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"institution,indicator,period,value\ncpr,klagesager-rettidigt,2017,91,5,5\n",
        "institution,indicator,period,value,note\ncpr,klagesager-rettidigt,2017,91,Å\n".encode("latin-1"),
        b"institution,indicator,period,value,note\ncpr,klagesager-rettidigt,2017,91,a\0b\n",
        b"institution,indicator,period,value\ncpr,klagesager-rettidigt,2017,91\ncpr,klagesager-rettidigt,2016,=1+1\n",
    ],
)
def test_no_bad_file_leaves_anything_behind(database_url: str, tmp_path: Path, content: bytes) -> None:
    imported(database_url)
    before = counts(database_url)
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput), open_writing(database_url, MACHINE) as session:
        result_commands.import_results(session, raw_rows.read_rows(path), NOW)
    assert counts(database_url) == before


def test_a_row_the_database_refuses_takes_the_others_with_it(database_url: str) -> None:
    imported(database_url)
    before = counts(database_url)
    key = ("cpr", "klagesager-rettidigt", "2017")
    with pytest.raises(IntegrityError), open_writing(database_url, MACHINE) as session:
        result_commands.record_results(session, [Result(*key, Decimal(91)), Result(*key)], [], NOW)
    assert counts(database_url) == before


def test_a_correction_is_a_new_row_and_the_old_one_stays(database_url: str) -> None:
    imported(database_url)
    record(database_url, {"value": "91", "recorded": "2018-01-10"})
    record(database_url, {"value": "89"})
    key = ("cpr", "klagesager-rettidigt")
    assert facts(database_url).series[key][-1].value == 89
    assert facts(database_url, known_at=find_day_start(date(2018, 1, 20))).series[key][-1].value == 91
    assert counts(database_url)["observations"] == len(source().observations) + 2


def test_text_of_every_kind_is_kept(database_url: str) -> None:
    imported(database_url)
    note = "Æøå § 56 \U0001f600 \"'; DROP TABLE observations; --\nanden linje"
    record(database_url, {"note": note, "source": "x" * 4000})
    newest = facts(database_url).series["cpr", "klagesager-rettidigt"][-1]
    assert (newest.note, len(newest.source or "")) == (note, 4000)


def test_the_answer_names_who_entered_what_stood_before_and_keeps_nothing(database_url: str) -> None:
    imported(database_url)
    rows = [RawRow("r.csv:2", {**GOOD, "value": value}) for value in ("91", "89")]
    with open_writing(database_url, grant_all_roles("a@cpr.dk")) as session:
        result_commands.import_results(session, rows[:1], NOW)
    before = counts(database_url)
    with open_writing(database_url, MACHINE) as session:
        answer = result_commands.answer_file(session, ResultsFile(rows[1:]), NOW)
    (line,) = answer.lines
    assert line.before
    assert (line.fate, line.before.said["value"], line.by) == (RowFate.CHANGED, Decimal(91), "a@cpr.dk")
    assert counts(database_url) == before


def test_what_is_recorded_is_answered_only_to_who_may_report_it(database_url: str) -> None:
    imported(database_url)
    nobody = Person("x@y.dk", ())
    with pytest.raises(InvalidInput) as refused, open_writing(database_url, nobody) as session:
        result_commands.answer_file(session, ResultsFile([RawRow("r.csv:2", GOOD)]), NOW)
    assert [problem.code for problem in refused.value.problems] == ["not_permitted"]


def test_the_same_file_imported_by_two_at_once_is_there_once(database_url: str, tmp_path: Path) -> None:
    imported(database_url)
    before = counts(database_url)["observations"]
    path = tmp_path / "r.csv"
    path.write_text("institution,indicator,period,value\ncpr,klagesager-rettidigt,2017,91\n")
    start, errors = threading.Barrier(2), []

    def run() -> None:
        start.wait()
        try:
            with open_writing(database_url, MACHINE) as session:
                result_commands.import_results(session, raw_rows.read_rows(path), NOW)
        except Exception as wrong:
            errors.append(wrong)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert counts(database_url)["observations"] == before + 1
