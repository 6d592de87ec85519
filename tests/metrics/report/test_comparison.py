"""A receipt beside what is known now."""

from __future__ import annotations

from copy import deepcopy

import pytest

from metrics.report.comparison import compare_receipt
from metrics.report.document import Document

THEN: Document = {
    "lines": [
        {"key": "goal:1", "section": "expectations", "typed": {"status": "in_doubt"}, "said": [{"on": "1"}]}
    ],
    "figures": [{"key": "figure:a:2017", "name": "A", "told": {"value": "9"}, "before": []}],
    "goals": [
        {
            **{"number": "1", "title": "T", "status": "at_risk", "p_met": 0.401},
            "criteria": [{"number": "1.1", "title": "T", "status": "at_risk"}],
        }
    ],
    "total": {"secured": "0", "open": "100", "lost": "0"},
}


def changed(part: str, **said: object) -> Document:
    now = deepcopy(THEN)
    (now[part][0] if isinstance(now[part], list) else now[part]).update(said)
    return now


@pytest.mark.parametrize(
    ("now", "differs"),
    [
        (THEN, False),
        (changed("lines", typed={"status": "expected_met"}), True),
        (changed("lines", said=[{"on": "2"}], section="overdue"), False),
        (changed("figures", told={"value": "8"}), True),
        (changed("figures", name="B", before=[{}]), False),
        (changed("goals", status="met"), True),
        (changed("goals", title="U", p_met=0.404), False),
        (changed("goals", p_met=0.41), True),
        (changed("goals", criteria=[{"number": "1.1", "title": "U", "status": "at_risk"}]), False),
        (changed("goals", criteria=[{"number": "1.1", "title": "T", "status": "met"}]), True),
        (changed("total", secured="10"), True),
        ({**THEN, "figures": []}, True),
    ],
)
def test_only_what_is_shown_of_a_part_makes_it_another(now: Document, differs: bool) -> None:
    assert compare_receipt(THEN, now).differs is differs


def test_a_part_stands_beside_the_same_part() -> None:
    (figure,) = compare_receipt(THEN, changed("figures", told={"value": "8"})).figures
    assert figure.now
    assert (figure.then["told"], figure.now["told"]) == ({"value": "9"}, {"value": "8"})
