"""How many cases a list may have."""

from __future__ import annotations

import pytest

from db.cases.case_choices import MOST_CASES, MOST_CASES_VARIABLE, find_most_cases
from metrics.errors import InvalidInput


def test_the_setting_is_a_whole_number_above_zero() -> None:
    assert (find_most_cases({}), find_most_cases({MOST_CASES_VARIABLE: "5000"})) == (MOST_CASES, 5000)
    for said in ("0", "many", "-1"):
        with pytest.raises(InvalidInput, match="figure_needed"):
            find_most_cases({MOST_CASES_VARIABLE: said})
