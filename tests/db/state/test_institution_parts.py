"""The part of an institution: what is recorded of it, and whose series its plans read."""

from __future__ import annotations

from datetime import date

from db.plans import plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from db.session import open_reading
from db.state.institution_parts import read_parts
from db.state.part_sections import PartSection

DAY = date(2026, 11, 20)


def test_a_part_holds_what_is_recorded_of_one_and_only_that(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        part = read_parts(session, {"cpr"}, DAY, owners={"cpr"})["cpr"]
        every = plan_queries.read_versions(session)
        rows = result_queries.read_observations(session)
    assert part.versions == tuple(one for one in every if one.plan.institution == "cpr")
    assert len(part.observations) == len(rows.filter(rows["institution"] == "cpr")) > 0
    assert {owner for owner, _ in part.indicators} == {"cpr"}
    assert part.reads == {owner for one in part.versions for owner, _ in one.plan.series()} | {"cpr"}


def test_sections_that_are_not_asked_for_stay_as_they_were(filled_database_url: str) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        before = read_parts(session, {"cpr"}, DAY)
        after = read_parts(session, {"cpr"}, DAY, before=before, sections={PartSection.VALUES})
    then, now = before["cpr"], after["cpr"]
    assert now.number > then.number
    assert now.versions is then.versions
    assert now.recorded.said is then.recorded.said
    assert now.recorded.observations is not then.recorded.observations
    assert now.recorded.observations == then.recorded.observations


def test_of_an_institution_that_nothing_is_recorded_of_there_is_an_empty_part(
    filled_database_url: str,
) -> None:
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        part = read_parts(session, {"nobody"}, DAY, owners={"nobody"})["nobody"]
    assert (part.versions, part.recorded.observations, len(part.observations)) == ((), (), 0)
    assert part.reads == {"nobody"}
