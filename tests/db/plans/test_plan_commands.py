"""Plans are imported whole or not at all, and a signed plan changes only as it may; on both databases."""

from __future__ import annotations

import re
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from db import models
from db.plans import file_definitions, plan_commands, plan_file, plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.upgrade import migrate
from metrics.errors import InvalidInput
from metrics.periods import find_day_start
from metrics.plan.model import Closing
from metrics.plan.terms import Stage
from tests.db.plans.test_plan_file import GOOD
from tests.db.recorded import NOW, by_both, counts, exported, facts, imported, refusal, source


def test_a_plan_comes_out_as_it_went_in(database_url: str) -> None:
    assert imported(database_url, source(2017), source(2021)) == [True, True]
    for year in (2017, 2021):
        assert exported(database_url, f"cpr-{year}").encode() == plan_file.dump_plan(source(year)).encode()


def test_export_import_export_gives_the_same_bytes(database_url: str, tmp_path: Path) -> None:
    imported(database_url)
    once = exported(database_url)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    migrate(other)
    imported(other, plan_file.parse_plan(once))
    assert exported(other).encode() == once.encode()


def test_importing_a_plan_twice_changes_nothing(database_url: str) -> None:
    imported(database_url)
    before = counts(database_url)
    assert imported(database_url, source(), plan_file.parse_plan(plan_file.dump_plan(source()))) == [
        False,
        False,
    ]
    assert counts(database_url) == before


def test_a_file_without_signatures_that_says_the_same_as_the_signed_plan_changes_nothing(
    database_url: str,
) -> None:
    imported(database_url)
    before = counts(database_url)
    unsigned = re.sub(r"(?m)^stage = .*\n|\[\[signatures\]\]\n(?:\w.*\n)+", "", plan_file.dump_plan(source()))
    copy = plan_file.parse_plan(unsigned)
    assert not copy.locked
    assert imported(database_url, copy) == [False]
    assert counts(database_url) == before
    other = plan_file.parse_plan(unsigned.replace('title = "IT-sikkerhed"', 'title = "It-sikkerhed"'))
    assert [p.code for p in refusal(database_url, other)] == ["plan_is_signed"]


def test_a_plan_that_says_something_else_than_before_is_refused(database_url: str) -> None:
    imported(database_url)
    for change, place in (
        (("2017, number = 90, provisional", "2017, number = 91, provisional"), "goals"),
        (("value = 78.9", "value = 79.0"), "observations"),
        (('title = "IT-sikkerhed"', 'title = "It-sikkerhed"'), "goals"),
    ):
        found = refusal(database_url, source(2017, change))
        assert [(p.code, p.place) for p in found] == [("plan_is_signed", place)]


def test_a_definition_that_differs_is_refused_with_every_difference(database_url: str) -> None:
    imported(database_url, source(2021))
    first = 'unit = "percent"\ndecimals = 1\nbetter = "higher"'
    found = refusal(database_url, source(2017, (first, 'unit = "count"\ndecimals = 2\nbetter = "higher"')))
    assert [(p.code, p.place) for p in found] == [
        ("definition_differs", "indicators[klagesager-rettidigt].unit"),
        ("definition_differs", "indicators[klagesager-rettidigt].decimals"),
    ]
    assert found[0].params == {"recorded": "percent", "given": "count"}


def test_two_plans_share_their_series(database_url: str) -> None:
    imported(database_url, source(2017), source(2021))
    series = facts(database_url).series["cpr", "klagesager-rettidigt"]
    assert [(o.period.text, o.value) for o in series] == [
        ("2015", Decimal("78.9")),
        ("2016", Decimal("75.8")),
        ("2018", Decimal("98.7")),
        ("2019", Decimal("98.0")),
    ]
    assert (series[1].provisional, series[1].note) == (True, "Opgjort efter 3. kvartal")


def test_what_a_document_says_is_known_from_its_date_and_entered_today(database_url: str) -> None:
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session:
        rows = session.scalars(select(models.Observation)).all()
        (version,) = session.scalars(select(models.PlanVersion)).all()
    assert {row.recorded_at for row in rows} == {find_day_start(date(2016, 12, 12))} == {version.recorded_at}
    assert {row.entered_at for row in rows} == {NOW} == {version.entered_at}


def test_an_error_in_the_middle_of_a_plan_leaves_nothing_behind(database_url: str) -> None:
    """The last value names a series nobody defined, as only a programming error could."""
    plan = source()
    broken = plan.observations[-1].model_copy(update={"indicator": "no-such"})
    before = counts(database_url)
    with pytest.raises(KeyError):
        imported(database_url, plan.model_copy(update={"observations": (*plan.observations[:-1], broken)}))
    assert counts(database_url) == before == dict.fromkeys(before, 0)


def test_two_who_import_the_same_plan_at_once_leave_it_there_once(database_url: str) -> None:
    start, errors, added = threading.Barrier(2), [], []

    def run() -> None:
        start.wait()
        try:
            added.extend(imported(database_url))
        except Exception as wrong:
            errors.append(wrong)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(added) == [False, True]
    assert counts(database_url)["plans"] == 1


def test_two_who_sign_the_same_draft_at_once_sign_it_once(database_url: str) -> None:
    imported(database_url, source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()}))
    start, refused, signed = threading.Barrier(2), [], []

    def run() -> None:
        start.wait()
        try:
            with open_writing(database_url, MACHINE) as session:
                changes = {"stage": Stage.SIGNED, "signatures": source().signatures}
                signed.append(plan_commands.change_plan(session, "cpr-2017", NOW, **changes))
        except InvalidInput as wrong:
            refused.append(wrong)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(signed) + [True] * len(refused) in ([False, True], [True, True])
    assert counts(database_url)["plan_versions"] == 2


def test_a_change_is_refused_where_the_plan_has_moved_on_since_it_was_opened(database_url: str) -> None:
    imported(database_url)
    with open_writing(database_url, MACHINE) as session:
        plan_commands.expect_version(session, "cpr-2017", 1)
        plan_commands.expect_version(session, "new", 0)
    for key, opened, code in (
        ("cpr-2017", 0, "plan_exists"),
        ("cpr-2017", 2, "plan_changed_since"),
        ("new", 1, "plan_changed_since"),
    ):
        with open_reading(database_url, sees=EVERYTHING) as session, pytest.raises(InvalidInput) as refused:
            plan_commands.expect_version(session, key, opened)
        assert [problem.code for problem in refused.value.problems] == [code]


def test_a_closed_plan_keeps_the_text_of_the_version_that_it_closes(database_url: str) -> None:
    """A later program may write the same plan in other words, and the database compares the two."""
    imported(database_url)
    with open_writing(database_url, MACHINE) as session:
        signed = plan_queries.read_newest_document(session, "cpr-2017")
        plan_commands.change_plan(session, "cpr-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R"))
        closed = plan_queries.read_newest_document(session, "cpr-2017")
    assert signed is not None
    assert closed == signed[:-1] + ',"closed":{"on":"2018-02-01","reason":"R"}}'


LINE = """
[[goals.criteria]]
number = "1.3"
title = "Andel"
[goals.criteria.compare]
value = { indicator = "andel" }
operator = ">="
target = { number = 100 }
partial_from = { number = 0 }
"""


def test_a_plan_that_would_lose_a_part_of_a_goal_is_refused_with_what_is_missing(database_url: str) -> None:
    text = GOOD.replace('\n[[goals]]\nnumber = "2"', LINE + '\n[[goals]]\nnumber = "2"')
    lost = by_both(text)
    (problem,) = refusal(database_url, lost)
    assert (problem.code, problem.place, problem.params) == ("credit_lost", "goals[1]", {"number": "1.3"})
    told = by_both(text.replace('weights = "given"', 'weights = "given"\npartial = true'))
    assert imported(database_url, told) == [True]


def test_a_signed_plan_that_loses_a_part_keeps_its_meaning_and_can_be_closed(database_url: str) -> None:
    text = GOOD.replace('\n[[goals]]\nnumber = "2"', LINE + '\n[[goals]]\nnumber = "2"')
    before = by_both(text)
    with pytest.MonkeyPatch.context() as patch:  # as the program was before it asked
        patch.setattr(file_definitions, "find_lost_credit", lambda *_: [])
        imported(database_url, before)
    assert imported(database_url, plan_file.parse_plan(exported(database_url, "plan-2017"))) == [False]
    with open_writing(database_url, MACHINE) as db:
        assert plan_commands.change_plan(
            db, "plan-2017", NOW, closed=Closing(on=date(2018, 2, 1), reason="R")
        )


def test_a_value_in_a_plan_for_a_period_that_nothing_reads_is_refused(database_url: str) -> None:
    """Sickness absence is read for the year to the third quarter."""
    text = plan_file.dump_plan(source()).replace('period = "2015-10/2016-09"', 'period = "2016"')
    problems = refusal(database_url, plan_file.parse_plan(text))
    assert [(p.code, p.place, p.params["allowed"]) for p in problems] == [
        ("period_not_read", "observations[sygefravaer 2016]", "2015-10/2016-09, 2016-10/2017-09")
    ]
