"""Which indicators are measured alike by several institutions, and by which of their tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.followup.shared_indicators import SharedIndicator, find_apart, find_shared_indicators
from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange, IndicatorHistory
from metrics.plan.model import Plan
from metrics.plan.terms import Unit
from tests.factories import ALWAYS_KNOWN, catalogue, compared, goal, indicator, milestone, plan, reads

DAY = date(2017, 6, 1)
OWNERS = ("a", "b", "c")


def of(owner: str, year: int = 2017) -> Plan:
    return plan(
        goal("1", compared("1.1"), milestone("1.2")),
        id=f"{owner}-{year}",
        institution=owner,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )


def known(**units: Unit) -> Catalogue:
    return catalogue(*(indicator(owner=one, unit=units.get(one, Unit.PERCENT)) for one in OWNERS))


def groups(found: list[SharedIndicator]) -> dict[str, list[str]]:
    return {one.key: [test.id for test, _ in one.tests] for one in found}


def test_an_indicator_is_shared_by_all_that_measure_it_and_the_newest_plan_tells_how() -> None:
    found = find_shared_indicators([of("b"), of("a", 2016), of("a")], known(), DAY)
    assert groups(found) == {"share": ["a-2017", "b-2017"]}
    assert [leaf.number for _, leaf in found[0].tests] == ["1.1", "1.1"]


def test_another_unit_or_another_definition_is_another_indicator_with_most_institutions_first() -> None:
    assert groups(find_shared_indicators(map(of, OWNERS), known(a=Unit.DAYS), DAY)) == {
        "share": ["b-2017", "c-2017"],
        "share.2": ["a-2017"],
    }
    change = IndicatorChange("b", "share", date(2017, 1, 1), ALWAYS_KNOWN, "Why", definition="Otherwise")
    first = indicator(owner="b")
    changed = replace(known(), indicator_histories={("b", "share"): IndicatorHistory(first, (change,))})
    assert groups(find_shared_indicators(map(of, OWNERS), changed, DAY)) == {
        "share": ["a-2017", "c-2017"],
        "share.2": ["b-2017"],
    }
    before = find_shared_indicators(map(of, OWNERS), changed, date(2016, 12, 31))
    assert len(groups(before)["share"]) == 3


def test_made_up_figures_never_stand_among_real_ones() -> None:
    made_up = known().institutions["a"].model_copy(update={"fictional": True})
    mixed = replace(known(), institutions={**known().institutions, "a": made_up})
    assert groups(find_shared_indicators(map(of, OWNERS), mixed, DAY)) == {
        "share": ["b-2017", "c-2017"],
        "share.2": ["a-2017"],
    }


def test_a_series_of_another_institution_is_not_one_s_own() -> None:
    theirs = plan(goal("1", compared(value=reads(institution="b"))), institution="a")
    assert find_shared_indicators([theirs], known(), DAY) == []


def test_what_is_called_alike_and_not_compared_is_found_with_the_reason() -> None:
    definitions = {"a": "Rolling mean", "b": None, "c": "Otherwise"}
    units = {"a": Unit.PERCENT, "b": Unit.PERCENT, "c": Unit.PERCENT}

    def reasons(chosen: str = "a", **changes: dict[str, object]) -> dict[str, str]:
        rows = {
            owner: indicator(owner=owner, unit=units[owner], definition=definitions[owner]).model_copy(
                update=changes.get(owner, {})
            )
            for owner in OWNERS
        }
        there = catalogue(*rows.values())
        every = find_shared_indicators(map(of, OWNERS), there, DAY)
        by_owner = {one.tests[0][0].institution: one for one in every}
        return {
            one.tests[0][0].institution: reason.value
            for one, reason in find_apart(by_owner[chosen], every, there)
        }

    assert reasons() == {"b": "undefined", "c": "definition"}
    assert reasons("b") == {"a": "definition", "c": "definition"}
    assert reasons(c={"unit": Unit.DAYS}) == {"b": "undefined", "c": "unit"}
