"""The names a results file may use, and what is suggested for one that is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from metrics.errors import InvalidInput
from metrics.facts.known_names import MOST_GUESSED, KnownNames, find_by_key_or_name
from metrics.facts.results_file import check_rows
from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange, IndicatorHistory
from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Institution
from tests.result_rows import KNOWN, NOW, PLANS, problems, row

DAY = date(2017, 1, 1)


def test_a_name_that_fits_two_institutions_is_not_guessed() -> None:
    named = {key: Institution(id=key, name="The same", ministry_area="Area") for key in ("one", "two")}
    twins = Catalogue(named, KNOWN.indicators)
    with pytest.raises(InvalidInput) as refused:
        check_rows([row(institution="the same")], PLANS, twins, NOW)
    assert refused.value.problems[0].code == "institution_unknown"


def test_only_so_many_unknown_names_are_held_against_every_known_one() -> None:
    wrong = [row(line, indicator=f"share{line}") for line in range(MOST_GUESSED + 1)]
    *guessed, last = [found.params["allowed"] for found in problems(*wrong)]
    assert guessed == [["share"]] * MOST_GUESSED
    assert last == ["count", "share"]


def test_an_unknown_name_that_comes_again_is_not_guessed_at_anew() -> None:
    wrong = [row(line, indicator="shar") for line in range(MOST_GUESSED + 1)]
    allowed = [found.params["allowed"] for found in problems(*wrong) if found.code == "indicator_unknown"]
    assert allowed == [["share"]] * len(wrong)


NAMES = KnownNames(KNOWN)


def test_each_institution_has_its_own_indicators() -> None:
    assert NAMES.institutions == {"inst": "Inst", "other": "Other"}
    assert NAMES.indicators["inst"] == {"share": "Andel rettidige", "count": "Antal"}
    assert NAMES.indicators["other"] == {"share": "share"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("share", "share"), ("andel RETTIDIGE", "share"), ("Antal", "count")),
        *(("SHARE", None), ("Andel", None), ("", None)),
    ],
)
def test_a_key_is_written_exactly_and_a_name_in_any_case(text: str, key: str | None) -> None:
    assert find_by_key_or_name(text, NAMES.indicators["inst"]) == key


def test_a_key_wins_over_a_name_and_a_name_of_two_is_none() -> None:
    assert find_by_key_or_name("a", {"a": "x", "b": "A"}) == "a"
    assert find_by_key_or_name("same", {"a": "Same", "b": "same"}) is None


def test_only_the_institution_s_own_indicators_are_suggested() -> None:
    assert NAMES.suggest_indicators("inst", "shares") == ["share"]
    assert NAMES.suggest_indicators("inst", "zzz") == ["count", "share"]
    assert NAMES.suggest_indicators("other", "count") == ["share"]
    assert NAMES.suggest_indicators("nobody", "share") == []


def test_a_name_that_was_is_known_unless_two_have_had_it() -> None:
    owner, series = KNOWN.institutions["inst"], KNOWN.indicators["inst", "share"]
    renamed = InstitutionChange("inst", DAY, NOW, "R", name="Styrelsen")
    named = IndicatorChange("inst", "share", DAY, NOW, "R", name="Rettidige")
    names = KnownNames(
        replace(
            KNOWN,
            institutions={**KNOWN.institutions, "inst": owner.model_copy(update={"name": "Styrelsen"})},
            indicators={
                **KNOWN.indicators,
                ("inst", "share"): series.model_copy(update={"name": "Rettidige"}),
            },
            histories={"inst": build_history(owner, [renamed])},
            indicator_histories={("inst", "share"): IndicatorHistory(series, (named,))},
        )
    )
    asked = ("styrelsen", "INST", "inst", "Other", "x", "")
    assert [names.find_institution(text) for text in asked] == ["inst", "inst", "inst", "other", None, None]
    series_asked = ("rettidige", "andel rettidige", "share", "Antal", "x")
    assert [names.find_indicator("inst", text) for text in series_asked] == [
        "share",
        "share",
        "share",
        "count",
        None,
    ]
    both = {key: build_history(KNOWN.institutions[key], former(key)) for key in ("inst", "other")}
    assert KnownNames(replace(KNOWN, histories=both)).find_institution("Direktoratet") is None


def former(key: str) -> list[InstitutionChange]:
    """A name that an institution had for a day, and its own again."""
    own = KNOWN.institutions[key].name
    days = ((DAY, "Direktoratet"), (DAY + timedelta(days=1), own))
    return [InstitutionChange(key, day, NOW, "R", name=name) for day, name in days]
