"""A key of an object itself."""

from __future__ import annotations

from pages.ui.kept.same_object import SameObject


def test_it_is_the_same_of_one_object_and_of_no_other_that_holds_as_much() -> None:
    one, other = {"a": 1}, {"a": 1}
    held = {SameObject(one): "kept"}
    assert held[SameObject(one)] == "kept"
    assert SameObject(other) not in held
    assert SameObject(one) != one
