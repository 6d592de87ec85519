"""A series through time: its name and definition on each day, and corrections for all time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from metrics.periods import Frequency
from metrics.plan.indicator_history import (
    CHANGED,
    IndicatorChange,
    IndicatorHistory,
    find_indicator_problems,
)
from metrics.plan.model import Indicator
from metrics.plan.terms import FIRST_DAY, SeriesOwner, Unit
from tests.factories import indicator

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = indicator(definition="As it was")
D17, D18 = date(2017, 1, 1), date(2018, 1, 1)


def change(since: date, reason: str = "R", **said: Any) -> IndicatorChange:
    return IndicatorChange(FIRST.institution, FIRST.id, since, MOMENT, reason, **said)


def test_every_field_of_a_series_but_its_key_can_be_changed() -> None:
    assert {*CHANGED, "id", "institution"} == set(Indicator.model_fields)


def test_without_changes_it_is_what_it_was() -> None:
    assert IndicatorHistory(FIRST).on(D17) == FIRST


def test_a_name_and_a_definition_hold_from_their_days_on_in_whatever_order_they_were_recorded() -> None:
    renamed, defined = change(D18, name="New"), change(D17, definition="Anew")
    for changes in ((renamed, defined), (defined, renamed)):
        history = IndicatorHistory(FIRST, changes)
        found = [history.on(day) for day in (date(2016, 12, 31), D17, date(2017, 12, 31), D18)]
        assert [(one.name, one.definition) for one in found] == [
            (FIRST.name, "As it was"),
            (FIRST.name, "Anew"),
            (FIRST.name, "Anew"),
            ("New", "Anew"),
        ]


def test_the_change_recorded_last_counts_and_an_empty_definition_is_none() -> None:
    assert IndicatorHistory(FIRST, (change(D17, name="Nwe"), change(D17, name="New"))).on(D17).name == "New"
    assert IndicatorHistory(FIRST, (change(D17, definition=""),)).on(D17).definition is None


def test_a_correction_is_for_all_time_and_what_came_later_stays() -> None:
    said: dict[str, Any] = {
        "name": "Correct",
        "unit": "count",
        "decimals": 2,
        "better": "lower",
        "frequency": "quarter",
    }
    corrected = change(FIRST_DAY, reports="year_to_date", only_rises=True, **said)
    history = IndicatorHistory(FIRST, (change(D18, name="New"), corrected))
    found = history.on(D17)
    assert (found.name, found.unit, found.decimals, found.frequency) == (
        "Correct",
        Unit.COUNT,
        2,
        Frequency.QUARTER,
    )
    assert (found.better, found.reports, found.only_rises) == ("lower", "year_to_date", True)
    assert history.on(D18) == found.model_copy(update={"name": "New"})


def test_every_problem_of_a_change_is_told() -> None:
    known = {(FIRST.institution, FIRST.id): FIRST}
    wrong = change(D17, " ", name="", definition="\x00")
    assert [(p.code, p.place) for p in find_indicator_problems(wrong, known)] == [
        ("text_empty", "reason"),
        ("text_empty", "name"),
        ("not_understood", "definition"),
    ]
    unknown = IndicatorChange(FIRST.institution, "x", D17, MOMENT, "R", name="N")
    (problem,) = find_indicator_problems(unknown, known)
    assert (problem.code, problem.params["allowed"]) == ("indicator_unknown", [FIRST.id])
    elsewhere = IndicatorChange("x", FIRST.id, D17, MOMENT, "R", name="N")
    (problem,) = find_indicator_problems(elsewhere, known)
    assert (problem.code, problem.params["allowed"]) == ("institution_unknown", [FIRST.institution])
    assert list(find_indicator_problems(change(D17, name="N"), known)) == []


def test_an_owner_holds_from_its_first_day_and_a_central_one_is_named() -> None:
    known = {(FIRST.institution, FIRST.id): FIRST}
    central = change(D17, owner="central", source="ISOLA")
    assert list(find_indicator_problems(central, known)) == []
    unnamed = change(D17, owner="central")
    assert [(p.code, p.place) for p in find_indicator_problems(unnamed, known)] == [
        ("central_source_unnamed", "source")
    ]
    history = IndicatorHistory(FIRST, (central, change(D18, owner="institution", source="")))
    before, on, after = (history.on(day) for day in (FIRST_DAY, D17, D18))
    assert (before.owner, before.source) == (SeriesOwner.INSTITUTION, None)
    assert (on.owner, on.source) == (SeriesOwner.CENTRAL, "ISOLA")
    assert (after.owner, after.source) == (SeriesOwner.INSTITUTION, None)


days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
changes = st.lists(st.builds(change, days, name=st.sampled_from("xyz")), max_size=6)


@given(changes, days, st.sampled_from("xyz"), days)
def test_a_name_holds_from_its_first_day_until_the_next(
    made: list[IndicatorChange], day: date, name: str, asked: date
) -> None:
    before, after = (
        IndicatorHistory(FIRST, tuple(made)),
        IndicatorHistory(FIRST, (*made, change(day, name=name))),
    )
    later = [one.since for one in made if one.since > day]
    holds = day <= asked and (not later or asked < min(later))
    assert after.on(asked).name == (name if holds else before.on(asked).name)
