"""The institutions and indicators that plans refer to."""

from __future__ import annotations

from metrics.plan.catalogue import Catalogue, find_areas
from metrics.plan.model import Institution
from tests.factories import plan


def institution(key: str, area: str, *, fictional: bool = False) -> Institution:
    return Institution(id=key, name=key, ministry_area=area, fictional=fictional)


def test_the_areas_of_plans_come_once_by_name_and_the_fictional_last() -> None:
    owners = [
        institution("a", "Zoo"),
        institution("b", "Anders", fictional=True),
        institution("c", "Baggers"),
        institution("without-plans", "Empty"),
    ]
    known = Catalogue({owner.id: owner for owner in owners}, {})
    plans = [plan(id=f"plan-{place}", institution=key) for place, key in enumerate("bcaab")]
    assert find_areas(known, plans) == ["Baggers", "Zoo", "Anders"]
    assert find_areas(known, []) == []
