"""A plan's file may leave out what the database has: the institutions and the indicators it uses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.plans import plan_file
from db.plans.known_definitions import add_known_definitions
from metrics.errors import InvalidInput
from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import InstitutionChange, build_history
from tests.db.recorded import TEXTS, source

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WHOLE = source(2021)
SHORT = TEXTS[2021][: TEXTS[2021].index("[[institutions]]")]
"""The plan of 2021 without its definitions, and its values, which come after them."""


def known(*changes: InstitutionChange) -> Catalogue:
    owners = {one.id: one for one in WHOLE.institutions}
    return Catalogue(
        owners,
        {(one.institution, one.id): one for one in WHOLE.indicators},
        {
            key: build_history(one, [c for c in changes if c.institution == key])
            for key, one in owners.items()
        },
    )


def test_what_is_left_out_is_what_the_database_has() -> None:
    found = plan_file.parse_plan(SHORT, known())
    assert found.plan == WHOLE.plan
    assert {one.id for one in found.institutions} == {"cpr", "staten"}
    used = found.series()
    assert {(one.institution, one.id) for one in found.indicators} == used
    assert all(one in WHOLE.indicators for one in found.indicators)


def test_without_a_database_that_knows_them_they_are_asked_for() -> None:
    for given in (None, Catalogue({}, {})):
        with pytest.raises(InvalidInput) as refused:
            plan_file.parse_plan(SHORT, given)
        assert {p.code for p in refused.value.problems} == {"institution_unknown", "indicator_unknown"}


def test_an_institution_is_as_it_was_on_the_first_day_of_the_plan() -> None:
    renamed = InstitutionChange("cpr", date(2021, 1, 1), NOW, "R", name="Registret")
    later = InstitutionChange("cpr", date(2021, 1, 2), NOW, "R", name="Senere")
    found = plan_file.parse_plan(SHORT, known(renamed, later))
    assert {one.id: one.name for one in found.institutions}["cpr"] == "Registret"


def test_what_the_file_defines_itself_stays() -> None:
    own = '[[institutions]]\nid = "cpr"\nname = "Mit"\nministry_area = "X"\n'
    found = plan_file.parse_plan(SHORT + own, known())
    assert {one.id: one.name for one in found.institutions}["cpr"] == "Mit"
    assert [one.id for one in found.institutions].count("cpr") == 1
    assert plan_file.parse_plan(TEXTS[2021], known()) == WHOLE


def test_what_is_in_no_shape_is_left_to_the_check() -> None:
    for data in (
        {},
        {"institution": 1, "indicators": {}, "goals": [[[{"indicator": 2}]], "x"]},
        {"institution": ["x"], "institutions": [1]},
        {"institution": "cpr", "start": NOW, "indicators": [{"id": [], "institution": {}}]},
        {"institution": "cpr", "start": "2021", "observations": [{"indicator": [], "institution": {}}]},
    ):
        before = dict(data)
        found = add_known_definitions(data, known())
        assert {**found, "institutions": None} == {**before, "institutions": None}
        assert data == before
