"""What the ministry that runs the service has to answer for, measure by measure, as tables."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from db.directions.compliance_file import read_compliance
from metrics.duties.measures import Measure, count_shown, list_measures
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.page import Page
from words.directions.duty_line import write_return
from words.language import Words


def show_compliance(page: Page) -> None:
    """Show each measure of the policy, what in Målstreg answers it, and the tests that show it."""
    measures = list_measures(read_compliance())
    shown, looked_after = count_shown(measures)
    words = page.words
    screen.draw(
        marks.draw_lead(
            words.t("compliance.lead", shown=words.number(shown), others=words.number(looked_after))
        ),
        marks.draw_lead(words.t("compliance.import")),
    )
    st.subheader(words.t("compliance.system"), anchor=False)
    screen.draw(draw_measures([one for one in measures if one.of_system], words, "compliance.system"))
    st.subheader(words.t("compliance.policy"), anchor=False)
    screen.draw(draw_measures([one for one in measures if not one.of_system], words, "compliance.policy"))


def draw_measures(measures: Sequence[Measure], words: Words, caption: str) -> Markup:
    """Draw measures as a table: the section, the measure, what answers it, and what shows that."""
    columns = [
        Column(words.t("compliance.section")),
        Column(words.t("compliance.measure")),
        Column(words.t("compliance.answer")),
        Column(words.t("compliance.shown")),
    ]
    rows = [
        [
            fill("§ {}", one.duty.section),
            _draw_measure(one, words),
            one.duty.text or "",
            _draw_tests(one, words),
        ]
        for one in measures
    ]
    return draw_table(columns, rows, words.t(caption), classes="m-remarks")


def _draw_measure(measure: Measure, words: Words) -> Markup:
    duty = measure.duty
    returns = fill("<small>{}</small>", write_return(duty, words)) if duty.rule else Markup()
    return fill("{} {}", duty.name, returns)


def _draw_tests(measure: Measure, words: Words) -> Markup:
    """Draw the names of the tests, folded; where there are none, that a person has to look."""
    if not measure.tests:
        return fill("{}", words.t("compliance.by_person"))
    names = Markup().join(fill("<li><code>{}</code></li>", name) for name in measure.tests)
    title = words.n("compliance.tests", len(measure.tests))
    return fill('<details class="m-details"><summary>{}</summary><ul>{}</ul></details>', title, names)
