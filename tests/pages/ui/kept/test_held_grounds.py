"""What plans are judged on at a moment, and what a key of some institutions depends on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.access import grant_all_roles
from metrics.followup.outlook import Ground
from metrics.periods import find_day_end
from pages.ui import moments
from pages.ui.moments import JudgedMoment
from tests.pages.conftest import record

TODAY = date(2026, 11, 20)


def read() -> JudgedMoment:
    return moments.read_moment(TODAY, find_day_end(TODAY), grant_all_roles("reader"), TODAY)


def test_a_key_stays_for_an_area_while_another_is_written_to(database: str) -> None:
    before = read()
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q3", "6.5"))
    after = read()
    assert before.key != after.key
    assert before.make_key_of(["cpr"]) == after.make_key_of(["cpr"])
    # They are in one area, by whose earlier years all of its forecasts learn.
    assert before.make_key_of(["eksempel-register"]) != after.make_key_of(["eksempel-register"])


def test_the_ground_of_an_institution_is_made_anew_when_it_is_written_to(database: str) -> None:
    before = read().held
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q3", "6.5"))
    after = read().held
    assert before is not None
    assert after is not None
    assert [key for key, one in after.held.items() if one is not before.held[key]] == ["eksempel-tilsyn"]
    told = after.held["eksempel-tilsyn"].own.series["eksempel-tilsyn", "sygefravaer"]
    assert [one.value for one in told if one.period.text == "2026Q3"] == [Decimal("6.5")]


def test_grounds_of_other_days_share_what_was_seen_and_estimated_until_the_institution_is_written_to(
    database: str,
) -> None:
    def find(day: date, owner: str) -> Ground:
        held = moments.read_moment(day, find_day_end(day), grant_all_roles("reader"), TODAY).held
        assert held is not None
        return held.held[owner].ground

    def share(first: Ground, second: Ground) -> set[bool]:
        return {first.sights is second.sights, first.estimated is second.estimated}

    one, other = date(2026, 5, 4), date(2026, 5, 6)
    before = {owner: find(one, owner) for owner in ("eksempel-tilsyn", "eksempel-register")}
    assert all(share(find(other, owner), before[owner]) == {True} for owner in before)
    assert share(before["eksempel-tilsyn"], before["eksempel-register"]) == {False}
    record(database, ("eksempel-tilsyn", "sygefravaer", "2026Q1", "6.5"))
    assert share(find(one, "eksempel-tilsyn"), find(other, "eksempel-tilsyn")) == {True}
    assert share(find(one, "eksempel-tilsyn"), before["eksempel-tilsyn"]) == {False}
    assert share(find(other, "eksempel-register"), before["eksempel-register"]) == {True}
