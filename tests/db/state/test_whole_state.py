"""The whole of the data in parts: after a write only what was written to is read again, and nothing is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from db import area_thresholds, models
from db.plans import plan_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state import newest_rows
from db.state.newest_rows import REACH, RowReach
from db.state.whole_state import WholeState, read_state
from metrics.followup.thresholds import ThresholdSetting
from tests.db.every_table import fill_every_table
from tests.db.recorded import record
from tests.db.state.states import add_institution_beside, spell
from tests.fixtures.databases import DatabaseOf

DAY = date(2018, 2, 1)


def fill_beside(url: str) -> None:
    """Every table has a row of one institution, and another institution is there with a series."""
    with open_writing(url, MACHINE) as session:
        add_institution_beside(session)
    fill_every_table(url)


def read(url: str, before: WholeState | None = None, day: date = DAY) -> WholeState:
    with open_reading(url, sees=EVERYTHING) as session:
        return read_state(session, day, [before] if before else [])


def find_new(before: WholeState, after: WholeState) -> set[str]:
    """The institutions of which another part is held."""
    return {key for key, part in after.parts.items() if before.parts.get(key) is not part}


def assert_equal(one: WholeState, other: WholeState) -> None:
    assert {key: spell(part) for key, part in one.parts.items()} == {
        key: spell(part) for key, part in other.parts.items()
    }
    assert (one.newest, one.seal, one.settings) == (other.newest, other.seal, other.settings)
    assert (one.known.first, one.known.histories, one.known.shown) == (
        other.known.first,
        other.known.histories,
        other.known.shown,
    )


def test_a_row_of_one_institution_has_its_part_alone_read_again(database_of: DatabaseOf) -> None:
    """Every table in turn: what is held is from before its newest row."""
    url = database_of(fill_beside)
    now = read(url)
    assert len(now.parts) > 1
    for place, (table, reach) in enumerate(REACH.items()):
        newest = (*now.newest[:place], now.newest[place] - 1, *now.newest[place + 1 :])
        found = read(url, replace(now, newest=newest))
        new = find_new(now, found)
        assert_equal(found, now)
        match reach:
            case RowReach.EVERYTHING:
                assert new == now.parts.keys()
            case RowReach.INSTITUTIONS:
                assert found.known is not now.known
                assert len(new) == (1 if table is models.Institution else 0)
            case RowReach.THRESHOLDS | RowReach.RIGHTS:
                assert new == set()
            case _:
                assert len(new) == 1


def test_a_value_is_in_the_part_of_its_institution_and_the_others_are_the_same(
    database_of: DatabaseOf,
) -> None:
    url = database_of(fill_beside)
    before = read(url)
    assert read(url, before).parts == before.parts
    record(url, {"period": "2018", "value": "92"})
    after = read(url, before)
    assert find_new(before, after) == {"cpr"}
    assert len(after.parts["cpr"].observations) == len(before.parts["cpr"].observations) + 1
    assert_equal(after, read(url))


def test_a_threshold_leaves_every_part(database_of: DatabaseOf) -> None:
    url = database_of(fill_beside)
    before = read(url)
    with open_writing(url, MACHINE) as session:
        area = before.known.shown["cpr"].ministry_area
        area_thresholds.set_threshold(session, area, "likely", Decimal(80), "R")
    after = read(url, before)
    assert find_new(before, after) == set()
    assert isinstance(after.settings[-1], ThresholdSetting)
    assert len(after.settings) == len(before.settings) + 1


def test_on_another_day_everything_is_read_as_it_is_on_that(database_of: DatabaseOf) -> None:
    url = database_of(fill_beside)
    before = read(url, day=date(2017, 12, 31))
    after = read(url, before, date(2018, 1, 1))
    assert (before.known.shown["cpr"].name, after.known.shown["cpr"].name) != ("CPR", "CPR")
    assert after.known.shown["cpr"].name == "CPR"
    assert_equal(after, read(url, day=date(2018, 1, 1)))


def test_other_data_in_its_place_is_read_anew(database_of: DatabaseOf) -> None:
    """Another database may have as many rows: the audit tells that they are not the same."""
    url = database_of(fill_beside)
    before = read(url)
    number, _, seal = before.seal.partition(" ")
    changed = replace(before, seal=f"{number} {seal[::-1]}")
    assert find_new(before, read(url, changed)) == before.parts.keys()


def test_an_institution_that_came_since_is_there(database_of: DatabaseOf) -> None:
    url = database_of(fill_beside)
    before = read(url)
    with open_writing(url, MACHINE) as session:
        one = {"name": "N", "ministry_area": "A", "fictional": False}
        session.add(models.Institution(key="another", **one))
    after = read(url, before)
    assert find_new(before, after) == {"another"}
    with open_reading(url, sees=EVERYTHING) as session:
        assert newest_rows.read_data_version(session.connection()) == after.newest
        held = [version for part in after.parts.values() for version in part.versions]
        assert {one.plan.id for one in held} == {one.plan.id for one in plan_queries.read_versions(session)}
