"""The document that an approval keeps."""

from __future__ import annotations

import json
from datetime import date

from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_document import (
    build_document,
    has_same_content,
    has_same_figures,
    list_document_goals,
    read_document_texts,
    write_number,
)
from tests.factories import event, goal, milestone, plan, result
from tests.settled_years import tabled

TEXTS = {"1": {AnalysisField.WHY: "Too few hands"}}


def test_it_holds_every_goal_exactly_as_plain_values() -> None:
    two = plan(goal("1"), goal("2", milestone("2.1")), goal("3", milestone("3.1")))
    document = build_document(tabled(two, result("2017", 89), event("2.1")), TEXTS, 4)
    assert json.loads(json.dumps(document)) == document
    assert (document["plan_version"], document["total"]) == (
        4,
        {"secured": "100/3", "open": "100/3", "lost": "100/3"},
    )
    first, second, third = document["goals"]
    assert (first["credit"], first["lost"], first["criteria"][0]["actual"]) == ("0", "100/3", "89")
    assert second["criteria"][0]["said"] == {"kind": "met", "on": "2017-06-30", "word": None}
    assert (third["credit"], third["criteria"][0]["said"]) == (None, None)
    assert list_document_goals(document) == {"1", "3"}


def test_its_texts_are_read_as_they_were_written() -> None:
    document = build_document(tabled(plan(), result("2017", 89)), TEXTS, 1)
    assert read_document_texts(document) == TEXTS


def test_the_same_figures_another_day_are_the_same() -> None:
    one, later = (
        build_document(tabled(plan(), as_of=day), {}, 1) for day in (date(2018, 1, 2), date(2018, 6, 1))
    )
    assert one["as_of"] != later["as_of"]
    assert has_same_figures(one, later)


def test_another_figure_is_another_settlement_though_the_verdict_is_the_same() -> None:
    one, other = (build_document(tabled(plan(), result("2017", value)), {}, 1) for value in (91, 92))
    assert not has_same_figures(one, other)


def test_other_words_are_another_content_on_the_same_figures() -> None:
    table = tabled(plan(), result("2017", 89))
    one, other = build_document(table, TEXTS, 1), build_document(table, {}, 1)
    assert (has_same_figures(one, other), has_same_content(one, other)) == (True, False)
    assert has_same_content(one, one)


def test_what_is_missing_is_no_number() -> None:
    assert write_number(None) is None
