"""Which rule of a series holds on which days, and what its version is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.cases.rule_versions import find_rules
from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange, IndicatorHistory
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from tests.factories import indicator

ONE, TWO, THREE = (CaseRule(period_by="d", numerator=CasePart(), smallest=n) for n in (1, 2, 3))
D17, D18 = date(2017, 1, 1), date(2018, 1, 1)


def rules(first: CaseRule | None, *told: tuple[date, Any]) -> list[tuple[object, ...]]:
    own = indicator().model_copy(update={"cases": first})
    key = own.institution, own.id
    now = datetime(2026, 1, 1, tzinfo=UTC)
    changes = tuple(IndicatorChange(*key, since, now, "R", cases=rule) for since, rule in told)
    named = replace(changes[0], cases=None, name="N") if changes else None
    history = IndicatorHistory(own, (*changes, named) if named else ())
    return [
        tuple(one) for one in find_rules(key, Catalogue({}, {key: own}, indicator_histories={key: history}))
    ]


def test_a_series_without_a_rule_has_none() -> None:
    assert rules(None) == []


def test_the_first_rule_holds_for_all_time() -> None:
    assert rules(ONE) == [(ONE, 1, FIRST_DAY, LAST_DAY)]


def test_a_later_rule_holds_from_its_day_and_versions_are_numbered_as_they_were_recorded() -> None:
    assert rules(ONE, (D18, TWO), (D17, THREE)) == [
        (ONE, 1, FIRST_DAY, date(2016, 12, 31)),
        (THREE, 3, D17, date(2017, 12, 31)),
        (TWO, 2, D18, LAST_DAY),
    ]


def test_of_one_day_the_rule_recorded_last_holds_and_a_rule_can_be_taken_away() -> None:
    assert rules(None, (D17, ONE), (D17, TWO), (D18, "")) == [(TWO, 2, D17, date(2017, 12, 31))]
