"""The signing of a plan as HTML: who has signed, whose signature has lapsed, and the advice to read before signing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party
from metrics.plan.versions import PlanVersion, find_lapsed_signatures
from metrics.score.advice import Finding
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.language import Words
from words.problems import describe_finding
from words.signing import write_lapsed, write_signature


def draw_signed_so_far(versions: Sequence[PlanVersion], words: Words) -> Markup:
    """Draw that a change makes the signatures of a draft lapse, or that one did; nothing where there are none."""
    lines = [
        words.t("editor.signed_so_far", signed=write_signature(one, words)) for one in versions[-1].signatures
    ]
    if lapsed := find_lapsed_signatures(versions):
        lines.append(write_lapsed(lapsed, words))
    return Markup().join(fill('<p class="m-notice" role="status">{}</p>', line) for line in lines)


def draw_parties(
    parties: Sequence[Party],
    organisations: Mapping[Party, str],
    signatures: Sequence[Signature],
    words: Words,
    *,
    of_proposal: bool = False,
) -> Markup:
    """Draw some parties to a plan, each with its signature, of the plan or of a proposal, or that it is missing."""
    own = {one.party: one for one in signatures}
    missing = words.t("proposal.party_missing" if of_proposal else "editor.party_missing")
    signed = "proposal.party_agreed" if of_proposal else "editor.party_signed"
    rows = [
        (
            f"{words.t(f'editor.party.{party}')}: {organisations[party]}",
            words.t(signed, signed=write_signature(own[party], words)) if party in own else missing,
        )
        for party in parties
    ]
    each = Markup().join(fill("<div><dt>{}</dt><dd>{}</dd></div>", name, said) for name, said in rows)
    return fill('<dl class="m-facts">{}</dl>', each)


def name_parties(plan: Plan, owner: str) -> dict[Party, str]:
    """Name the parties to a plan by their organisations."""
    return {Party.DEPARTMENT: plan.department or "", Party.INSTITUTION: owner}


def draw_remarks(remarks: Sequence[Finding], plan: Plan, writer: Writer) -> Markup:
    """Draw the advice on a plan as a table: what each remark is about, and all that is said of it."""
    words = writer.words
    title = fill('<h2 class="m-section">{}</h2>', words.t("editor.remarks"))
    if not remarks:
        return title + fill('<p class="m-none">{}</p>', words.t("editor.no_remarks"))
    said: dict[str, list[str]] = {}
    for remark in remarks:
        said.setdefault(remark.place, []).append(describe_finding(remark, words))
    rows = [[_draw_place(place, plan, writer), _draw_lines(lines)] for place, lines in said.items()]
    columns = [Column(words.t("editor.remark_on")), Column(words.t("editor.remark"))]
    table = draw_table(columns, rows, words.t("editor.remarks"), classes="m-remarks")
    return title + marks.draw_lead(words.t("editor.remarks_note")) + table


def _draw_lines(lines: Sequence[str]) -> Markup:
    return Markup().join(fill('<span class="m-signature">{}</span>', line) for line in lines)


def _draw_place(place: str, plan: Plan, writer: Writer) -> Cell:
    """Draw the goal or test that is remarked on, as a link to the goal; or that it is the plan as a whole."""
    if not place:
        return writer.words.t("editor.remark_on_plan")
    goal = next(
        goal.number for goal in plan.goals if place in {goal.number, *(leaf.number for leaf in goal.leaves())}
    )
    return marks.draw_link(writer.link("goal", plan=plan.id, goal=goal), place)
