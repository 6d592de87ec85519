"""The overview as one would write it in plain Streamlit, with its own tables and Plotly for the points bars.

It has the same database, numbers, filters and order as `pages/status/overview.py` but uses nothing of `pages/ui`.
What does not change between runs is cached.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from db import session
from db.plans import definitions, plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.facts.fact_history import gather_facts
from metrics.followup.current import LateItem, find_late_items, split_current_plans
from metrics.periods import find_day_end, find_day_start
from metrics.plan.catalogue import Catalogue
from metrics.score import scoring
from metrics.score.scoring import Score
from metrics.status import Status

MARKS = {
    Status.MET: "🟢 Opfyldt",
    Status.PARTLY_MET: "🟡 Delvist opfyldt",
    Status.NOT_MET: "🔴 Ikke opfyldt",
    Status.OUT_OF_REACH: "🔴 Kan ikke nås",
    Status.OVERDUE_DATA: "🟠 Mangler indberetning",
    Status.AWAITING_CONFIRMATION: "🟠 Afventer departementet",
    Status.NOT_DUE: "⚪ Endnu ikke opgjort",
    Status.UNKNOWN: "⚪ Kan ikke vurderes",
}
PARTS = {"Sikret": "#24404f", "Åbent": "#c9d3da", "Tabt": "#b8524b"}
MOST_WAITING = 8
DAY = st.column_config.DateColumn(format="DD.MM.YYYY")


@st.cache_data(max_entries=32)
def read_rows(url: str, as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read every plan with its points and the statuses of its goals, and every item that is late."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        plans, catalogue = plan_queries.read_plans(db), definitions.read_catalogue(db)
        seen, said = result_queries.read_observations(db), result_queries.read_events(db)
    facts = gather_facts(seen, said, as_of=as_of, known_at=find_day_end(as_of))
    there = [plan for plan in plans if find_day_start(plan.counts_from) <= facts.known_at]
    scores = [scoring.score_plan(plan, facts, catalogue) for plan in there]
    current = split_current_plans(scores, as_of).current
    rows = [_make_plan_row(one, catalogue, one in current) for one in scores]
    late = [_make_late_row(item, catalogue, as_of) for item in find_late_items(current, as_of)]
    return pl.DataFrame(rows), pl.DataFrame(late)


def _make_plan_row(score: Score, catalogue: Catalogue, current: bool) -> dict[str, Any]:
    owner = catalogue.institutions[score.plan.institution]
    points = score.points
    return {
        "area": owner.ministry_area,
        "current": current,
        "Plan": f"{owner.name} {score.plan.start.year}",
        "year": str(score.plan.start.year),
        "Sikret": round(float(points.secured), 2),
        "Åbent": round(float(points.open), 2),
        "Tabt": round(float(points.lost), 2),
        "Mål": [f"{goal.goal.number} {MARKS.get(goal.status, goal.status)}" for goal in score.goals],
    }


def _make_late_row(item: LateItem, catalogue: Catalogue, as_of: date) -> dict[str, Any]:
    owner = catalogue.institutions[item.score.plan.institution]
    return {
        "area": owner.ministry_area,
        "year": str(item.score.plan.start.year),
        "Mål": f"{owner.name} {item.goal.goal.number} {item.goal.goal.title}",
        "Point": round(float(item.goal.weight), 2),
        "Frist": item.due.on,
        "Dage over fristen": (as_of - item.due.on).days,
    }


def draw_bars(plans: pl.DataFrame) -> go.Figure:
    """Draw the points of each plan as one bar."""
    figure = go.Figure()
    for part, colour in PARTS.items():
        figure.add_bar(
            y=plans["Plan"].to_list(),
            x=plans[part].to_list(),
            name=part,
            orientation="h",
            marker_color=colour,
            hovertemplate="%{x:.2f}",
        )
    figure.update_layout(
        barmode="stack",
        height=80 + 26 * len(plans),
        margin={"l": 0, "r": 0, "t": 10, "b": 10},
        legend={"orientation": "h"},
        yaxis={"autorange": "reversed"},
    )
    return figure


def show_area(name: str, plans: pl.DataFrame, late: pl.DataFrame) -> None:
    """Show one ministry area: what is late, and how its plans stand."""
    st.header(name)
    goals = sum(len(row) for row in plans.filter("current")["Mål"])
    st.caption(f"{plans['current'].sum()} nyeste planer · {goals} mål")
    if len(late):
        st.markdown(f"**{len(late)} mangler tal eller bekræftelse**")
        rows = late.drop("area", "year").head(MOST_WAITING)
        st.dataframe(rows, hide_index=True, key=f"late {name}", column_config={"Frist": DAY})
    ordered = plans.sort("current", descending=True, maintain_order=True)
    st.plotly_chart(draw_bars(ordered), key=f"points {name}")
    st.dataframe(ordered.drop("area", "current", "year"), hide_index=True, key=f"plans {name}")


st.set_page_config(page_title="Overblik", layout="wide")
asked = st.query_params.get("as_of")
head, day = st.columns([4, 1], vertical_alignment="bottom")
head.title("Overblik")
as_of = day.date_input("Status pr.", date.fromisoformat(asked) if asked else "today")
plans, late = read_rows(os.environ["MAALSTREG_DATABASE_URL"], as_of)
first, second, _ = st.columns([1, 1, 2])
area = first.selectbox("Ministerområde", ["Alle ministerområder", *plans["area"].unique(maintain_order=True)])
year = second.selectbox("Planår", ["Alle planår", *plans["year"].unique().sort(descending=True)])
if year != "Alle planår":
    plans, late = plans.filter(pl.col("year") == year), late.filter(pl.col("year") == year)
for found in plans["area"].unique(maintain_order=True):
    if area in {found, "Alle ministerområder"}:
        show_area(found, plans.filter(pl.col("area") == found), late.filter(pl.col("area") == found))
