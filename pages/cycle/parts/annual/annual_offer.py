"""The plans whose years are to be settled, those that are, and those whose year is under way."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.annual.stages import AnnualStage, find_next_due, find_stage
from metrics.periods import count_days_left
from metrics.plan.model import Plan
from metrics.score.after_decisions import find_totals
from metrics.score.contract_years import split_into_years, split_score
from metrics.score.scoring import Score
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import Cell
from pages.ui.draw.table import Column, draw_table
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page
from words import criteria
from words.deadline import write_days

ORDER = (AnnualStage.PRELIMINARY, AnnualStage.FINAL, AnnualStage.TO_COME, AnnualStage.SETTLED)


def show_offer(page: Page, moment: JudgedMoment, asked: str) -> None:
    """Show every plan by how far its settlement has come; first say so where the address asks for an unknown one."""
    page.show_title(page.t("page.annual"))
    if asked:
        screen.say(page.t("annual.unknown_plan", plan=asked))
    scores = [part for plan in moment.agreed for part in _list_years(moment, plan)]
    if not scores:
        screen.draw(marks.draw_lead(page.t("annual.no_plans")))
    ordered = sorted(scores, key=lambda one: (one.plan.start, one.plan.id), reverse=True)
    for stage in ORDER:
        if found := [score for score in ordered if find_stage(score) is stage]:
            screen.draw(_draw_plans(page, moment, stage, found))


def _list_years(moment: JudgedMoment, plan: Plan) -> list[Score]:
    """List the settlements of a plan: one for each year of a contract over several."""
    score = moment.scores[plan.id]
    return list(split_score(score, moment.catalogue).values()) or [score]


def _draw_plans(page: Page, moment: JudgedMoment, stage: AnnualStage, scores: Sequence[Score]) -> Markup:
    t, words = page.t, page.words
    columns = [
        Column(t("page.plan")),
        Column(t("annual.points_reached"), numeric=True),
        Column(t("annual.open"), numeric=True),
        Column(t("annual.due")),
    ]
    whole = {one.plan.id: one for one in scores if _name_year(moment, one) is None}
    totals = find_totals(whole, moment.catalogue)
    rows: list[list[Cell]] = []
    for score in scores:
        plan, owner = score.plan, moment.catalogue.find_owner(score.plan)
        year = _name_year(moment, score)
        said = f"{owner.name}, {plan.title}" + (f", {year}" if year else "")
        name = marks.draw_link(page.link("annual", plan=plan.id, year=year), said)
        badge = marks.draw_fictional(words, fictional=owner.fictional)
        points, possible = totals.get(plan.id, score.points), score.points.possible
        rows.append(
            [
                name + badge,
                words.points(points.secured, possible) if score.totalled else "–",
                words.points(points.open, possible) if score.totalled else "–",
                _write_day(page, score),
            ]
        )
    columns[-1] = Column(t("annual.closed_on") if stage is AnnualStage.SETTLED else t("annual.due"))
    return draw_table(
        columns, rows, t(f"annual.stage_{stage}"), show_caption=True, classes="m-course m-settling"
    )


def _write_day(page: Page, score: Score) -> str:
    """Write when the next step is due, and how late it is; of what is settled when it was."""
    due, words = find_next_due(score.plan, score.facts), page.words
    if due is None:
        settled = score.plan.closed or score.facts.find_settlement(score.plan)
        return words.date_short(settled.on) if settled else criteria.NOTHING
    left = count_days_left(due, page.as_of)
    return words.date_short(due) + (f" ({write_days(left, words)})" if left < 0 else "")


def _name_year(moment: JudgedMoment, score: Score) -> str | None:
    """Name the year of a contract that a score is of; None for a plan of one year."""
    whole = moment.scores[score.plan.id].plan
    return str(score.plan.year) if split_into_years(whole) else None
