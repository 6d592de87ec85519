"""The fields in which the institution writes of a goal: each is saved as it is left, and nobody's newer text unseen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from db.annual import annual_commands
from metrics.annual.analysis import CHOSEN, AnalysisField, is_analysed_by_itself, make_line
from metrics.errors import Problem
from metrics.report.draft_fields import FieldChange, ReportDraft
from pages.cycle.parts.annual import analysis_sheet
from pages.cycle.parts.annual.annual_reads import SettledYear
from pages.cycle.parts.draft_form import DraftForm
from pages.cycle.parts.personal_warning import show_warning
from pages.ui import page_part, saving, screen
from pages.ui.draw.html import fill


def show_form(settled: SettledYear, goal: str) -> None:
    """Show the fields of one goal. A field that is left has this part drawn again, and nothing else."""
    plan, year = settled.plan.id, settled.reading.year

    @page_part.make_part
    def write() -> None:
        now = settled.read_again()
        form = DraftForm(
            settled.page, f"annual|{plan}|{year or ''}|{goal}", lambda changes: _save(plan, year, changes)
        )
        if form.take_typed(now.reading.draft):
            now = now.read_again()
            form.draft = now.reading.draft
        _show_fields(now, goal, form)
        # What was typed before the server was restarted is known only once its fields are drawn.
        if form.take_typed(now.reading.draft):
            st.rerun()

    write()


def _save(
    plan: str, year: int | None, changes: Sequence[FieldChange]
) -> tuple[ReportDraft | None, Sequence[Problem]]:
    kept: list[ReportDraft] = []
    problems = saving.write_typed(
        lambda db: kept.append(annual_commands.save_analysis(db, plan, changes, year=year))
    )
    return (None, problems) if problems else (kept[0], ())


def _show_fields(settled: SettledYear, goal: str, form: DraftForm) -> None:
    t, row, line = settled.page.t, settled.table.find_row(goal), make_line(goal)
    assert row is not None
    with screen.hold_place():
        if not is_analysed_by_itself(row.preliminary):
            form.tick(line, CHOSEN, t("annual.choose"))
    screen.draw(analysis_sheet.draw_goal_facts(settled, row) if row.analysed else "")
    with screen.hold_place():
        if row.analysed:
            for field in AnalysisField:
                said = form.write(line, field, t(f"annual.field_{field}"), area=True, height=110, width=760)
                show_warning([said], settled.words)
    last = settled.reading.draft.last
    told = (
        t("annual.saved", at=settled.words.moment(last.saved_at), by=last.person)
        if last and row.analysed
        else ""
    )
    screen.draw(
        fill('<p class="m-entry-quiet">{} {}</p>', t("report.personal"), told) if row.analysed else ""
    )
