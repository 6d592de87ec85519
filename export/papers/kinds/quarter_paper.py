"""A quarter's report as it was handed in or received, as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from export.papers.kinds.paper_head import KeptMoment, make_head
from export.papers.kinds.report_sections import make_report_sections
from export.papers.paper import Block, Paper, PaperSection, Paragraph, TextTone
from metrics.paper.ground import KeptReport, PaperGround
from metrics.paper.kinds import PaperKind
from words.language import Words
from words.reports.step_line import write_taker


def make_quarter_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the paper of the report that the ground holds."""
    report = ground.report
    assert report is not None
    document, period = report.document, words.period(report.quarter)
    head = make_head(
        PaperKind.QUARTER,
        ground,
        words.t("paper.quarter_title", quarter=period),
        words,
        KeptMoment(
            words.t("paper.report_version", number=report.version, plan=document["plan_version"]),
            words.date(date.fromisoformat(document["as_of"])),
            words.moment(datetime.fromisoformat(document["known_at"])),
        ),
    )
    sections = make_report_sections(document, ground.score.plan, ground.catalogue, words)
    return Paper(head, (PaperSection("", tuple(_make_lead(report, words))), *sections))


def _make_lead(report: KeptReport, words: Words) -> Iterator[Block]:
    """Say that everything is as it was, since when, and by whom."""
    when, who = words.moment(report.step.at), write_taker(report.step, words)
    key = "paper.received" if report.received else "paper.handed_in"
    yield Paragraph(words.t(key, version=report.version, when=when, who=who), TextTone.LEAD)
    known = words.moment(datetime.fromisoformat(report.document["known_at"]))
    yield Paragraph(words.t("receipt.frozen", known=known))
    if report.step.words:
        yield Paragraph(report.step.words)
