"""A ministry area is chosen in the same way wherever one may see all of them."""

from __future__ import annotations

import pytest

from pages.ui.area_choice import are_many
from tests.pages.conftest import Open, text

AREA = "Social- og Indenrigsministeriet"


@pytest.mark.parametrize("key", ["overview", "development", "risk"])
def test_the_area_of_the_address_is_chosen_and_all_are_the_default(open_page: Open, key: str) -> None:
    (every,) = [box for box in open_page(key, as_of="2021-05-01").selectbox if box.key == "area"]
    assert (every.label, every.value) == ("Ministerområde", "")
    (one,) = [box for box in open_page(key, as_of="2021-05-01", area=AREA).selectbox if box.key == "area"]
    assert one.value == AREA


@pytest.mark.parametrize("key", ["overview", "development", "risk"])
def test_an_area_that_is_not_there_is_told(open_page: Open, key: str) -> None:
    assert "“Månen” i adressen findes ikke her" in text(open_page(key, area="Månen"))


@pytest.mark.parametrize(
    ("institutions", "areas", "many"), [(30, 3, False), (31, 3, True), (30, 4, True), (4, 2, False)]
)
def test_areas_come_first_beyond_thirty_institutions_or_three_areas(
    institutions: int, areas: int, many: bool
) -> None:
    assert are_many([*map(str, range(institutions))], [*map(str, range(areas))]) is many
