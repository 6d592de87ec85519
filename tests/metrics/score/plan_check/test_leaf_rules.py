"""Rules about the words of one criterion: those that fire, and the nearest that do not."""

from __future__ import annotations

import pytest

from metrics.plan.criteria import Criterion
from metrics.score.plan_check.leaf_rules import LEAF_RULES
from tests.checked_plans import good, titled
from tests.factories import assessed, compared, milestone

STEP, LATER = milestone("1.1"), milestone("1.2", depends_on="1.1")
LISTED = "1. Mennesker. 2. Naturkatastrofer. 3. Ulykker. 4. Nedbrud."


@pytest.mark.parametrize(
    ("rule", "leaf", "said"),
    [
        ("many_elements", titled(STEP, "-", LISTED), {"count": 4}),
        ("many_elements", titled(STEP, "-", LISTED[:-12]), None),
        ("many_elements", titled(STEP, "-", "Bl.a. a, b (c, d), e og f. Og mere."), {"count": 4}),
        ("many_elements", titled(compared(), "-", LISTED), None),
        ("runs_past_year", titled(assessed(), "-", "Arbejdet må fortsætte i 2018."), {"year": 2018}),
        ("runs_past_year", titled(STEP, "-", "Kontrakten udløber i 2018."), None),
        ("runs_past_year", titled(STEP, "-", "Arbejdet fra 2016 fortsætter."), None),
        ("vague_extent", titled(STEP, "Centrale dele er moderniseret"), {"words": "Centrale dele"}),
        ("vague_extent", titled(STEP, "Det centrale register er moderniseret"), None),
        ("vague_extent", titled(compared(), "Andel relevante sager"), None),
        ("content_later", titled(LATER, "Status for den aftalte opfølgning"), {"number": "1.1"}),
        ("content_later", titled(STEP, "Status for den aftalte opfølgning"), None),
        ("content_later", titled(LATER, "Afprøvet med fem kommuner"), None),
        ("counts_activity", titled(compared(), "Gennemførte tilsynsbesøg i året"), {}),
        ("counts_activity", titled(compared(operator="<="), "Gennemførte tilsynsbesøg i året"), None),
        ("counts_activity", titled(compared(), "Andel besøg valgt efter risiko"), None),
        ("counts_activity", titled(compared(), "Antal nye tilslutninger"), None),
    ],
)
def test_a_rule_goes_by_the_criterions_words(
    rule: str, leaf: Criterion, said: dict[str, object] | None
) -> None:
    assert LEAF_RULES[rule]((leaf, good())) == said
