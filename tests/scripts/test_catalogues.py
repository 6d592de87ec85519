"""The check of the catalogues, on small pieces of code and small catalogues."""

from __future__ import annotations

import ast

import pytest

from scripts import catalogues
from scripts.catalogues import ROOT, Family, Texts, Use
from scripts.key_families import FAMILIES

FILE = ROOT / "pages" / "some.py"


def find_requests(source: str) -> list[Use | Family]:
    """Find what a line of code asks for."""
    return list(catalogues.find_requests(ast.parse(source), FILE))


@pytest.mark.parametrize(
    ("source", "key", "given"),
    [
        ('words.t("a.b")', "a.b", frozenset()),
        ('page.t("a.b", day=day)', "a.b", frozenset({"day"})),
        ('words.n("a.b", 3, name=name)', "a.b", frozenset({"count", "name"})),
        ('words.t("a.b", **params)', "a.b", None),
        ('refuse("wrong", "place", value=1)', "error.wrong", frozenset({"place", "value"})),
        ('Problem("wrong", "place", {"value": 1})', "error.wrong", frozenset({"place", "value"})),
        ('Problem("wrong", "place", params)', "error.wrong", None),
    ],
)
def test_a_call_is_read_with_its_key_and_parameters(
    source: str, key: str, given: frozenset[str] | None
) -> None:
    assert find_requests(source) == [Use(key, "pages/some.py:1", given)]


def test_a_choice_asks_for_both_keys_and_other_calls_for_none() -> None:
    both = find_requests('t("a" if late else "b")')
    assert [use.key for use in both if isinstance(use, Use)] == ["a", "b"]
    assert find_requests("t(key)") == find_requests('print("a")') == []


def test_a_key_put_together_at_run_time_is_known_by_its_beginning() -> None:
    assert find_requests('t(f"status.{status}")') == [Family("status.", "pages/some.py:1")]
    assert find_requests('refuse(f"{code}")') == [Family("error.", "pages/some.py:1")]


def test_a_key_without_a_text_and_a_parameter_that_is_not_given_are_told() -> None:
    texts: Texts = {"a": ("On {day} by {name}",), "b": ("{count} day", "{count} days")}
    uses = [
        Use("a", "x.py:1", frozenset({"day"})),
        Use("a", "x.py:2", None),
        Use("b", "x.py:3", frozenset({"count", "more"})),
        Use("c", "x.py:4", frozenset()),
    ]
    assert list(catalogues.find_wrong_uses(uses, texts)) == [
        "x.py:1: a also needs name",
        "x.py:4: c has no words",
    ]


def test_what_one_language_lacks_is_told_of_each_pair() -> None:
    found = catalogues.find_differences(
        {
            "da": {"a": ("{day}",), "b": ("x",), "c": ("{count} dag", "{count} dage")},
            "en": {"a": ("{date}",), "c": ("{count} days",)},
            "sv": {"a": ("{day}",), "b": ("x",), "c": ("{count} dag", "{count} dagar")},
        }
    )
    assert sorted(found) == [
        "a: parameters differ, da has ['day'], en has ['date']",
        "a: parameters differ, en has ['date'], sv has ['day']",
        "c: only one language has a plural",
        "c: only one language has a plural",
        "en: b is missing (da has it)",
        "en: b is missing (sv has it)",
    ]


def test_a_key_that_nothing_asks_for_is_told_unless_a_string_or_a_family_names_it() -> None:
    texts: Texts = dict.fromkeys(("asked", "named", "status.met", "left"), ("x",))
    tree = ast.parse('KEYS = ("named",)')
    assert list(catalogues.find_unused_keys(texts, [Use("asked", "x.py:1", None)], [tree])) == [
        "left is used nowhere"
    ]


def test_an_ending_without_a_text_and_a_family_that_is_not_declared_are_told() -> None:
    every: Texts = {prefix + ending: ("x",) for prefix, endings in FAMILIES.items() for ending in endings}
    assert list(catalogues.find_gaps(every)) == []
    del every["status.met"]
    assert list(catalogues.find_gaps(every)) == ["status.met has no words"]
    families = [Family("status.", "x.py:1"), Family("of_no_family.", "x.py:2")]
    (told,) = catalogues.find_undeclared_families(families)
    assert told.startswith('x.py:2: "of_no_family." is not declared')


def test_the_catalogues_and_the_code_fit_each_other() -> None:
    assert list(catalogues.find_problems()) == []
