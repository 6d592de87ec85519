"""Every plan the reader may see, and what needs a decision."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from metrics.status import Status
from pages.ui import frame, marks

page = frame.open_page("overview")
spark = [marks.SparkPoint(str(2015 + i), r, t, i == 4) for i, (r, t) in enumerate(
    [(78.9, 95), (75.8, 90), (83.0, 90), (90.5, 92), (91.7, 92)])]
rows = [
    [marks.link(page.link("plan", plan="cpr-2017"), f"{i}. Andel klagesager afsluttet rettidigt <{status}>"),
     marks.status_mark(status, page.words),
     marks.points_bar(Fraction(100, 7), Fraction(400, 7) - i, Fraction(200, 7) + i, Fraction(100), page.words),
     page.words.points(Fraction(600, 7)), marks.sparkline(spark, page.words, unit="percent"),
     marks.status_mark(status, page.words, show_word=False)]
    for i, status in enumerate(Status)
]
columns = [marks.Column("Mål"), marks.Column("Status"), marks.Column(marks.points_legend(page.words)),
           marks.Column("Point", numeric=True), marks.Column("Fem år"), marks.Column("Mærke", quiet=True)]
st.html(marks.points_bar(Fraction(100, 7), Fraction(500, 7), Fraction(100, 7), Fraction(100), page.words, figures=True))
st.html(marks.table(columns, rows, "Planens mål, vægt 14,29 pct. hver", show_caption=True))
