"""Writes, on both databases: all of it or nothing, the digits as given, and nothing that was there is changed."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from db import models, queries
from db.plans import definitions, plan_commands, plan_file, plan_queries
from db.results import raw_rows, result_commands, result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.upgrade import migrate
from metrics.errors import InvalidInput, Problem
from metrics.facts.facts import Facts, gather_facts
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import EVENTS, OBSERVATIONS, Result
from metrics.periods import find_day_start
from metrics.plan.model import PlanFile
from metrics.plan.versions import find_plans_in_force
from metrics.score import scoring
from scripts.cluster import SUPERUSER
from tests.fixtures.databases import as_role

SOURCES = Path(plan_file.__file__).parents[1] / "sources"
TEXTS = {year: (SOURCES / f"cpr-{year}.toml").read_text(encoding="utf-8") for year in (2017, 2021)}
NOW = datetime(2018, 2, 1, 12, tzinfo=UTC)
GOOD = {"institution": "cpr", "indicator": "klagesager-rettidigt", "period": "2017", "value": "91"}


def source(year: int = 2017, *changes: tuple[str, str]) -> PlanFile:
    text = TEXTS[year]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return plan_file.parse_plan(text)


def imported(url: str, *plans: PlanFile, now: datetime = NOW) -> list[bool]:
    """Each in a transaction of its own."""
    added = []
    for plan in plans or (source(),):
        with open_writing(url, MACHINE) as session:
            added.append(plan_commands.import_plan(session, plan, now))
    return added


def record(url: str, *rows: dict[str, str], now: datetime = NOW) -> int:
    raw = [RawRow(f"r.csv:{line}", {**GOOD, **cells}) for line, cells in enumerate(rows, 2)]
    with open_writing(url, MACHINE) as session:
        return result_commands.import_results(session, raw, now)


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    with open_reading(url, sees=EVERYTHING) as session:
        tables = models.Base.metadata.sorted_tables
        return {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


def refusal(url: str, *plans: PlanFile) -> list[Problem]:
    """The problems, when nothing was written."""
    before = counts(url)
    with pytest.raises(InvalidInput) as refused:
        imported(url, *plans)
    assert counts(url) == before
    return list(refused.value.problems)


def facts(url: str, as_of: date = date(2030, 1, 1), known_at: datetime | None = None) -> Facts:
    with open_reading(url, sees=EVERYTHING) as session:
        moment = known_at or datetime(2030, 1, 1, tzinfo=UTC)
        return gather_facts(
            result_queries.read_observations(session),
            result_queries.read_events(session),
            as_of=as_of,
            known_at=moment,
        )


def exported(url: str, key: str = "cpr-2017") -> str:
    with open_reading(url, sees=EVERYTHING) as session:
        return plan_file.dump_plan(plan_queries.read_plan_file(session, key))


# --- Plans --------------------------------------------------------------------------------------------------------


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
    changes = [
        (first, 'unit = "count"\ndecimals = 2\nbetter = "higher"'),
        ('"CPR-administrationen"\nm', '"CPR"\nm'),
    ]
    found = refusal(database_url, source(2017, *changes))
    assert [(p.code, p.place) for p in found] == [
        ("definition_differs", "institutions[cpr].name"),
        ("definition_differs", "indicators[klagesager-rettidigt].unit"),
        ("definition_differs", "indicators[klagesager-rettidigt].decimals"),
    ]
    assert found[1].params == {"recorded": "percent", "given": "count"}


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


def test_a_plan_is_not_known_before_its_document(database_url: str) -> None:
    imported(database_url)
    signed = find_day_start(date(2016, 12, 12))
    with open_reading(database_url, sees=EVERYTHING) as session:
        versions = plan_queries.read_versions(session)
    (plan,) = find_plans_in_force(versions, date(2030, 1, 1), signed)
    assert plan.id == "cpr-2017"
    assert find_plans_in_force(versions, date(2030, 1, 1), signed - timedelta(seconds=1)) == []


def test_an_unknown_plan_is_refused_with_the_plans_there_are(database_url: str) -> None:
    imported(database_url)
    with open_reading(database_url, sees=EVERYTHING) as session, pytest.raises(InvalidInput) as refused:
        plan_queries.read_plan(session, "cpr-2018")
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("plan_unknown", {"key": "cpr-2018", "allowed": ["cpr-2017"]})


def test_an_error_in_the_middle_of_a_plan_leaves_nothing_behind(database_url: str) -> None:
    """The last value names a series nobody defined, as only a programming error could."""
    plan = source()
    broken = plan.observations[-1].model_copy(update={"indicator": "no-such"})
    before = counts(database_url)
    with pytest.raises(KeyError):
        imported(database_url, plan.model_copy(update={"observations": (*plan.observations[:-1], broken)}))
    assert counts(database_url) == before == dict.fromkeys(before, 0)


# --- Results ------------------------------------------------------------------------------------------------------


def test_results_and_events_are_added_and_score(database_url: str) -> None:
    imported(database_url)
    milestone = {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met"}
    ratio = {"indicator": "sygefravaer", "value": "", "numerator": "648", "denominator": "100"}
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
            {"value": "91,5", "period": "2016"},
            {"indicator": "x"},
            {"period": "2015"},
            {"value": "ca.", "period": "2014"},
        )
    assert [(p.place, p.code) for p in refused.value.problems] == [
        ("r.csv:3, value", "decimal_comma"),
        ("r.csv:4, indicator", "indicator_unknown"),
        ("r.csv:6, value", "number_as_text"),
    ]
    assert counts(database_url) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"institution,indicator,period,value\ncpr,klagesager-rettidigt,2017,91,5\n",
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


DIGITS = [
    "91",
    "91.50",
    "0.1",
    "0.30",
    "-0.000000001",
    "1000000000000000",
    "999999999999999.999999999",
    "0",
    "0.00",
]


def test_decimals_are_kept_digit_by_digit(database_url: str) -> None:
    imported(database_url)
    record(
        database_url, *({"period": f"2016-01-{day:02}", "value": text} for day, text in enumerate(DIGITS, 1))
    )
    with open_reading(database_url, sees=EVERYTHING) as session:
        query = select(models.Observation.value).where(models.Observation.period.like("2016-01-%"))
        kept = session.scalars(query.order_by(models.Observation.id)).all()
    assert [f"{value:f}" for value in kept] == DIGITS
    series = facts(database_url).series["cpr", "klagesager-rettidigt"]
    assert [o.value for o in series if o.period.text.startswith("2016-01-")] == [
        Decimal(text) for text in DIGITS
    ]


def test_a_moment_comes_back_as_the_same_moment_in_utc(database_url: str) -> None:
    """Also where the database server keeps another time than ours."""
    with open_engine(as_role(SUPERUSER, database_url)).begin() as connection:
        if connection.dialect.name == "postgresql":
            name = connection.engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'Asia/Tokyo'"))
    open_engine(database_url).dispose()
    imported(database_url)
    moment = datetime(2018, 1, 31, 23, 59, 59, 123456, tzinfo=UTC)
    record(database_url, {}, now=moment)
    newest = facts(database_url).series["cpr", "klagesager-rettidigt"][-1]
    assert (newest.recorded_at, newest.recorded_at.utcoffset()) == (moment, moment.utcoffset())


def test_a_moment_without_a_time_zone_is_refused(database_url: str) -> None:
    with pytest.raises(Exception, match="time zone"):
        imported(database_url, now=datetime(2018, 1, 1))  # noqa: DTZ001


def test_text_of_every_kind_is_kept(database_url: str) -> None:
    imported(database_url)
    note = "Æøå § 56 \U0001f600 \"'; DROP TABLE observations; --\nanden linje"
    record(database_url, {"note": note, "source": "x" * 4000})
    newest = facts(database_url).series["cpr", "klagesager-rettidigt"][-1]
    assert (newest.note, len(newest.source or "")) == (note, 4000)


def test_an_empty_database_gives_frames_with_the_columns_and_types_of_the_contract(database_url: str) -> None:
    with open_reading(database_url, sees=EVERYTHING) as session:
        assert result_queries.read_observations(session).schema == OBSERVATIONS
        assert result_queries.read_events(session).schema == EVENTS
        assert plan_queries.read_plans(session) == []
        assert set(queries.read_data_version(session.connection())) == {0}


def test_the_state_of_the_data_changes_exactly_when_something_is_added(database_url: str) -> None:
    def state() -> tuple[int, ...]:
        with open_reading(database_url, sees=EVERYTHING) as session:
            return queries.read_data_version(session.connection())

    states = [state()]
    imported(database_url)
    states.append(state())
    record(database_url, {})
    states.append(state())
    record(database_url, {"indicator": "cpr-2017:1.2.1", "period": "2017-06-30", "value": "met"})
    states.append(state())
    assert len(set(states)) == 4
    imported(database_url)
    assert state() == states[-1]


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
