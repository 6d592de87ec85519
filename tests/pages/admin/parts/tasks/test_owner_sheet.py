"""The table of who gives the figures."""

from __future__ import annotations

from metrics.plan.model import Indicator
from metrics.plan.terms import SeriesOwner, Unit
from pages.admin.parts.tasks import owner_sheet
from tests.pages.drawing import DA, HOSTILE, rows


def test_each_series_stands_by_its_name_with_its_giver_and_source() -> None:
    own = Indicator(id="b", institution="x", name="B", unit=Unit.COUNT)
    central = Indicator(
        id="a", institution="x", name="A", unit=Unit.COUNT, owner=SeriesOwner.CENTRAL, source=HOSTILE
    )
    html = str(owner_sheet.draw_owners([own, central], "X", DA))
    assert rows(html)[1:] == [f"A {HOSTILE} {HOSTILE}", "B Institutionen"]
    assert "<script" not in html
