"""How often earlier forecasts have come true, for those who decide; worked out when it is unfolded."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from metrics.access import Grant, Person, Role
from metrics.followup.track_record import HitRate, measure_reliability
from pages.status.parts import track_record
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, captions, plain, rows, writer

JUDGED = measure_reliability([(0.9, True), (0.9, False), (0.1, False)])


def unfolded(open_page: Open, day: str) -> AppTest:
    at = open_page("overview", as_of=day)
    at.session_state[track_record.KEY] = True
    return at.run()


def test_it_is_made_only_when_it_is_unfolded(open_page: Open) -> None:
    at = open_page("overview", as_of="2026-11-20")
    assert not at.get("plotly_chart")
    shown = unfolded(open_page, "2026-11-20")
    assert len(shown.get("plotly_chart")) == 1
    assert {"Forudsagt mod opfyldt", DA.t("calibration.methods")} <= {*captions(text(shown))}


def test_where_nothing_is_over_that_is_said(open_page: Open) -> None:
    shown = unfolded(open_page, "2017-06-30")
    assert DA.t("calibration.none") in text(shown)
    assert not shown.get("plotly_chart")


def test_it_says_how_good_the_methods_are_also_before_any_year_is_over(open_page: Open) -> None:
    for day, judged in (("2026-11-20", True), ("2017-06-30", False)):
        shown = plain(text(unfolded(open_page, day)))
        assert "Sigtet er mindst 90 pct.: nået." in shown
        assert ("flaget efter tredje kvartal" in shown) is judged


def test_it_is_there_for_those_who_decide_alone(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = Person("a@example.dk", (Grant(Role.READER, date(2020, 1, 1)),))
    monkeypatch.setattr(reader, "find_reader", lambda: somebody)
    assert DA.t("calibration.title") not in [one.label for one in open_page("overview").expander]


def test_the_bins_have_what_was_foretold_beside_what_held() -> None:
    assert JUDGED is not None
    assert rows(track_record._bins(JUDGED, DA))[1:] == [
        "10–20 pct. 1 10 pct. 0 pct.",
        "90–100 pct. 2 90 pct. 50 pct.",
    ]


def test_the_sentence_has_the_score_and_what_it_has_to_beat() -> None:
    """The squares are 0.01, 0.81 and 0.01 of three; one in three held: 2/9."""
    assert JUDGED is not None
    said = plain(track_record._sentence(JUDGED, DA))
    assert said == (
        "3 prognoser i afsluttede år ramte dårligere end et fast skøn: fejlen var 24 pct. større "
        "(Brier-score 0,277 mod 0,222; lavere er bedre). "
        "Det faste skøn siger hver gang 33 pct.: den andel, der endte med at blive opfyldt. "
        "Sandsynlighederne rammer i gennemsnit 30 procentpoint ved siden af."
    )
    assert "Desuden blev 2 gange ikke givet nogen prognose" in plain(
        track_record._sentence(JUDGED, DA, silent=2)
    )


def test_each_institution_has_its_expectations_and_a_share_only_where_it_said_any() -> None:
    html = track_record._expectations({"inst": HitRate(4, 3, 0, 0)}, writer())
    assert rows(html)[1:] == ["Inst 4 3 (75 pct.) 0 0"]
    assert track_record._expectations({}, writer()) == ""
