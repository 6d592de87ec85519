"""Ids are made from titles."""

from __future__ import annotations

import pytest

from metrics.plan.drafting.keys import make_key


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Svartid i dage", (), "svartid-i-dage"),
        ("Ærø, Øsby og Ålborg: 4. kvartal", (), "aeroe-oesby-og-aalborg-4-kvartal"),
        ("Crème  brûlée!", (), "creme-brulee"),
        ("a", ("a", "a-2"), "a-3"),
        ("x" * 100, (), "x" * 60),
        ("…", (), ""),
    ],
)
def test_an_id_is_plain_letters_and_is_nobody_else_s(title: str, taken: tuple[str, ...], key: str) -> None:
    assert make_key(title, taken) == key
