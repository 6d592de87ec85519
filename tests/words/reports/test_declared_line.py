"""What was declared, in words, from the document that kept it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import goal, indicator, milestone, plan
from words.language import Words
from words.reports.declared_line import name_declared, write_declared, write_texts

DA = Words("da")
PLAN = plan(goal("1", milestone("1.1", date(2017, 6, 30))))
SHARE = indicator("share")


def line(key: str, **said: object) -> dict[str, object]:
    return {"key": key, "name": "Andel", "typed": {}, **said}


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("figure:share:2017Q2", "Andel, 2. kvartal 2017"),
        ("milestone:1.1", "1.1 1.1"),
        ("milestone:9.9", "9.9"),
        ("goal:1", "Mål 1 1: forventning"),
        ("words", "Institutionens bemærkninger"),
    ],
)
def test_a_line_is_named_also_when_the_plan_has_it_no_more(key: str, named: str) -> None:
    assert name_declared(line(key), PLAN, DA).replace("\u00a0", " ") == named


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        (line("figure:share:2017", numerator="95", denominator="100"), "95,0 pct. (95 af 100)"),
        (
            line("figure:share:2017", numerator="95", denominator="105", exempt="5"),
            "95,0 pct. (95 af 105, 5 undtaget)",
        ),
        (line("figure:share:2017", value="95.5", provisional=True), "95,5 pct. (foreløbigt)"),
        (line("figure:share:2017", value="0"), "0,0 pct."),
        (line("figure:share:2017"), "–"),
        (line("figure:share:2017", awaited="2017-07-20"), "Foreligger ikke endnu, ventes 20. juli 2017"),
        (
            line("milestone:1.1", said=[{"kind": "claimed", "on": "2017-06-01", "word": None}]),
            "Indberettet som gennemført 01.06.2017",
        ),
        (line("words", typed={"text": "Alt vel."}), "Alt vel."),
    ],
)
def test_an_answer_is_written_and_nothing_is_never_zero(declared: dict[str, object], written: str) -> None:
    assert write_declared(declared, SHARE, DA).replace("\u00a0", " ") == written


def test_what_was_typed_beside_it_is_read_in_its_order() -> None:
    typed = {"measure": "M", "cause": "C", "value": "9"}
    assert list(write_texts(line("figure:share:2017", typed=typed), DA)) == [
        ("Årsag:", "C"),
        ("Afhjælpende tiltag:", "M"),
    ]
