"""What a wanted total takes: how likely it is, which goals have to be met, and the combinations that reach it."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import captions
from tests.pages.outlook.whatif_page import TRIBUNAL, said


def test_the_sentence_comes_with_the_likelihood_of_the_total_above_the_ways_to_it(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL, ask="total")
    assert re.search(
        r"Der mangler .*Målopfyldelsen er mindst 80 point, også hvis .*"
        r"Sandsynlighed for mindst 80 point: \d+ pct\.",
        said(at),
    )
    assert [one for one in captions(text(at)) if one.startswith("Kombinationer af opfyldte mål")]


def test_what_is_set_counts_in_the_answer(open_page: Open) -> None:
    plain, set_ = (
        said(open_page("whatif", **TRIBUNAL, ask="total", **more)) for more in ({}, {"set": "1.1-not_met"})
    )
    chance = r"Sandsynlighed for mindst 80 point: ([^.]*pct\.)"
    before, after = re.search(chance, plain), re.search(chance, set_)
    assert before
    assert after
    assert before.group(1) != after.group(1)
