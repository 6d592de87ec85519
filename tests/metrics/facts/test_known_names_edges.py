"""What a file may call a thing."""

from __future__ import annotations

import pytest

from metrics.facts.known_names import find_by_key_or_name


@pytest.mark.parametrize(
    ("text", "key"), [("a", "a"), ("antal", "b"), ("ANTAL", "b"), ("share", None), ("other", None)]
)
def test_a_name_is_the_key_of_one_thing_and_that_of_two_is_none(text: str, key: str | None) -> None:
    assert find_by_key_or_name(text, {"a": "Share", "b": "Antal", "c": "share"}) == key
