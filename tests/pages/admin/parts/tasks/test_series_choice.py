"""The choice of whose series are shown, which two sections share."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.matrix import OWN
from tests.pages.admin.conftest import plain
from tests.pages.conftest import Open


@pytest.mark.parametrize("section", ["breaks", "owners"])
def test_the_institutions_are_those_of_the_reader_and_another_is_told_of(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    own = Grant(Role.CONTROLLER, date(2020, 1, 1), institution=OWN)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("c@example.dk", (own,)))
    at = open_page("administration", section=section, institution="cpr")
    assert at.selectbox(key="institution").options == ["Ankenævnet for Borgersager"]
    assert "“cpr” i adressen findes ikke her." in plain(at)
