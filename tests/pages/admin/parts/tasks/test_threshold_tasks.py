"""An area's limits on the page: seen by those who decide, set by whoever decides in all of the area."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from db import area_thresholds, session
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.followup.thresholds import ThresholdSetting
from pages.ui import reader
from tests.matrix import AREAS, ELSEWHERE, OWN
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

SET = "Kontrollér"


def settings(url: str) -> list[ThresholdSetting]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        return area_thresholds.read_threshold_settings(db)


def sign_in(monkeypatch: pytest.MonkeyPatch, **scope: str) -> None:
    held = Grant(
        Role.CONTROLLER, date(2020, 1, 1), institution=scope.get("institution"), area=scope.get("area")
    )
    monkeypatch.setattr(reader, "find_reader", lambda: Person("c@min.dk", (held,)))


def test_a_limit_is_set_for_the_area_that_is_shown(open_page: Open, database: str) -> None:
    at = open_page("administration", section="thresholds", area=AREAS[ELSEWHERE])
    at.selectbox(key="threshold|name").set_value("likely").run()
    named(at.text_input, "Ny værdi (pct., 0-100)").set_value("72,5")
    named(at.text_area, "Begrundelse").set_value("Erfaringen fra 2025")
    at = press(at, SET)
    assert "“Mindste sandsynlighed for et mål” ændres fra 65 pct. til 72,5 pct." in plain(at)
    said = plain(press(at, "Registrér"))
    assert f"Registreret: {AREAS[ELSEWHERE]}, “Mindste sandsynlighed for et mål”: 72,5 pct." in said
    (found,) = settings(database)
    assert (found.area, found.name, found.value) == (AREAS[ELSEWHERE], "likely", Decimal("72.5"))
    assert "72,5 pct. 65 pct." in said
    assert "Erfaringen fra 2025" in said


def test_a_yes_or_no_is_chosen(open_page: Open, database: str) -> None:
    at = open_page("administration", section="thresholds")
    at.selectbox(key="threshold|name").set_value("unapproved_seen").run()
    assert "er allerede nej. Kun begrundelsen er ny." in plain(_check(at, "0"))
    at = _check(at, "1")
    assert "ændres fra nej til ja." in plain(at)
    press(at, "Registrér")
    assert [(one.name, one.value) for one in settings(database)] == [("unapproved_seen", Decimal(1))]


def _check(at, value: str):  # type: ignore[no-untyped-def]
    at.selectbox(key="threshold|value unapproved_seen").set_value(value)
    named(at.text_area, "Begrundelse").set_value("Aftalt")
    return press(at, SET)


def test_whoever_decides_for_a_part_of_the_area_sees_its_limits_and_cannot_set_them(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, institution=OWN)
    at = open_page("administration", section="thresholds")
    said = plain(at)
    assert "De sættes af den, der beslutter for alle områdets institutioner." in said
    assert "Området omfatter Ankenævnet for Borgersager." in said
    assert f"Grænser for {AREAS[OWN]}" in said
    assert SET not in [button.label for button in at.button]


def test_another_area_in_the_address_is_not_shown(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, area=AREAS[OWN])
    said = plain(open_page("administration", section="thresholds", area=AREAS[ELSEWHERE]))
    assert f"“{AREAS[ELSEWHERE]}” i adressen findes ikke her." in said
    assert f"Grænser for {AREAS[OWN]}" in said
    assert f"Grænser for {AREAS[ELSEWHERE]}" not in said


def test_an_area_without_limits_of_its_own_is_told_of(open_page: Open) -> None:
    assert "Området har ikke sat egne grænser." in plain(open_page("administration", section="thresholds"))
