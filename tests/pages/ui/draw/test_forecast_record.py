"""How good earlier forecasts were, in a sentence and method by method, beside a constant guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metrics.followup.track_record import MethodRecord, measure_reliability
from metrics.foresight.forecast import Method
from pages.ui.draw.forecast_record import draw_methods, write_verdict
from tests.pages.drawing import DA, plain, rows

JUDGED = measure_reliability([(0.9, True), (0.9, True), (0.9, True), (0.4, False)])


@pytest.mark.parametrize(
    ("brier", "base", "told"),
    [
        (0.15, 0.2, "ramte bedre end et fast skøn: fejlen var 25 pct. mindre (Brier-score 0,150 mod 0,200;"),
        (
            0.3,
            0.2,
            "ramte dårligere end et fast skøn: fejlen var 50 pct. større (Brier-score 0,300 mod 0,200;",
        ),
        (0.2, 0.2, "ramte lige så godt som et fast skøn (Brier-score 0,200;"),
        (0.2, 0.0, "et fast skøn, der ikke kunne tage fejl, da alt endte ens (Brier-score 0,200;"),
    ],
)
def test_whether_the_forecasts_beat_a_constant_guess_is_said_by_how_much_and_on_how_many(
    brier: float, base: float, told: str
) -> None:
    assert JUDGED is not None
    said = plain(write_verdict(replace(JUDGED, brier=brier, base=base), DA))
    assert said.startswith("4 prognoser i afsluttede år ramte")
    assert told in said
    assert ("Det faste skøn siger hver gang 75 pct." in said) is (0 < base != brier)


def test_each_method_has_its_score_beside_the_constant_and_how_often_it_was_silent() -> None:
    """The squares are three times 0.01 and once 0.16 of four: 0.0475. Three of four held: 3/16."""
    worse = measure_reliability([(0.2, True), (0.9, False)])
    found = [
        MethodRecord(Method.SHARE, 0, JUDGED),
        MethodRecord(Method.STOCK, 2, worse),
        MethodRecord(Method.EXPECTATION, 3, None),
        MethodRecord(None, 1, None),
    ]
    assert rows(draw_methods(found, DA))[1:] == [
        "Andel af sager 4 0,048 0,188 0",
        "Årets sidste tal 2 0,725 0,250 2 Ikke bedre end et fast skøn",
        "Vurdering 0 – – 3 Har aldrig givet en prognose",
        "Ingen metode passer 0 – – 1",
    ]
