"""The page of administration: who has which section, and that nothing of the others is there."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.matrix import AREAS, OWN
from tests.pages.admin.conftest import plain
from tests.pages.conftest import Open

SAID = {
    "users": "En rolle siger, hvad en person må",
    "thresholds": "Hvert ministerområde bestemmer selv",
    "institutions": "En institution kan få et andet navn",
    "breaks": "Når et nøgletal fra en bestemt dag opgøres på en anden måde",
    "owners": "Institutionen skylder kun de tal, den selv leverer",
}
"""What stands in each section and nowhere else."""
UNKNOWN = "Afsnittet findes ikke, eller du har ikke adgang til det."
CLOSED = "Du har ikke adgang til siden."
EVERYTHING = Grant(Role.READER, date(2020, 1, 1))
AREA = Grant(Role.READER, date(2020, 1, 1), area=AREAS[OWN])


def sign_in(monkeypatch: pytest.MonkeyPatch, role: Role, over: Grant = EVERYTHING) -> None:
    held = Grant(role, over.start, institution=over.institution, area=over.area)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("a@example.dk", (held,)))


@pytest.mark.parametrize(
    ("role", "own"),
    [
        (Role.ADMINISTRATOR, {"users", "institutions"}),
        (Role.CONTROLLER, {"thresholds", "breaks", "owners"}),
        (Role.HEAD, {"thresholds"}),
        (Role.CHIEF, {"breaks"}),
        (Role.DEPUTY, {"breaks"}),
        (Role.REPORTER, {"breaks"}),
    ],
)
def test_each_section_is_there_for_those_who_may_use_it_and_for_nobody_else(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, own: set[str]
) -> None:
    sign_in(monkeypatch, role)
    for section, there in SAID.items():
        said = plain(open_page("administration", section=section))
        assert (there in said, UNKNOWN in said) == (section in own, section not in own)


@pytest.mark.parametrize(
    ("role", "over"), [(Role.READER, EVERYTHING), (Role.AUDITOR, EVERYTHING), (Role.ADMINISTRATOR, AREA)]
)
def test_whoever_may_use_no_section_is_not_let_in(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, over: Grant
) -> None:
    sign_in(monkeypatch, role, over)
    said = plain(open_page("administration"))
    assert CLOSED in said
    assert not any(there in said for there in SAID.values())
    assert "/administration" not in said
