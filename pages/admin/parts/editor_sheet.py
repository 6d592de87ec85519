"""The editor's lists as HTML: the plans, a draft's goals, and its score on last year's results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from markupsafe import Markup

from metrics.plan.drafting.proposals import Proposal
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import CriterionScore, GoalScore, Score
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria, verdict
from words.language import Words
from words.readings import write_readings

ADDED = ("compare", "within", "milestone", "assessed")


def draw_plans(
    newest: Sequence[PlanVersion],
    drafted: Collection[str],
    writer: Writer,
    proposals: Mapping[str, Proposal] = MappingProxyType({}),
) -> Markup:
    """Draw every plan, those not signed yet first; the reader may draft those of the institutions in `drafted`.

    One of which something is proposed says so.
    """
    words = writer.words
    unsigned = [version for version in newest if not version.plan.locked]
    drafts = [version for version in unsigned if not version.plan.discarded]
    discarded = [version for version in unsigned if version.plan.discarded]
    agreed = [version for version in newest if version.plan.locked]
    none = fill(
        '<h2 class="m-section">{}</h2><p class="m-none">{}</p>',
        words.t("editor.drafts"),
        words.t("editor.no_drafts"),
    )
    rest = (("editor.agreed", agreed), ("editor.discarded_drafts", discarded))
    first = _plans(drafts, "editor.drafts", drafted, writer, proposals) if drafts else none
    return first + Markup().join(
        _plans(shown, key, drafted, writer, proposals) for key, shown in rest if shown
    )


def _plans(
    shown: Sequence[PlanVersion],
    key: str,
    drafted: Collection[str],
    writer: Writer,
    proposals: Mapping[str, Proposal],
) -> Markup:
    words = writer.words
    columns = [
        Column(words.t("page.plan")),
        Column(words.t("plan.year"), numeric=True),
        Column(words.t("editor.stage")),
        Column(words.t("overview.goals_each"), numeric=True),
        Column(words.t("editor.version"), numeric=True),
        Column(words.t("editor.links"), quiet=True),
    ]
    rows = [
        _plan(version, proposals.get(version.plan.id), writer, may_draft=version.plan.institution in drafted)
        for version in shown
    ]
    return draw_table(columns, rows, words.t(key), show_caption=True, classes="m-drafts")


def _plan(version: PlanVersion, proposal: Proposal | None, writer: Writer, *, may_draft: bool) -> list[Cell]:
    words = writer.words
    plan, owner = version.plan, writer.catalogue.find_owner(version.plan)
    badge = marks.draw_fictional(words, fictional=owner.fictional)
    name = f"{owner.name}: {plan.title}"
    use = words.t("editor.see" if plan.discarded else _USES[plan.locked, may_draft])
    stage = words.t("stage.discarded" if plan.discarded else f"stage.{plan.life}")
    if version.signatures:
        parties = words.list([words.t(f"party.{one.party}") for one in version.signatures])
        stage = words.t("editor.stage_signed_for", stage=stage, parties=parties)
    if proposal:
        stage = f"{stage}. {words.t(f'proposal.said_{proposal.kind}')}"
    return [
        marks.draw_link(writer.link("plan", plan=plan.id), name) + badge,
        criteria.write_plan_years(plan),
        stage,
        str(len(plan.goals)),
        str(version.number),
        marks.draw_link(writer.link("plans", plan=plan.id), use, label=f"{use}: {name}"),
    ]


_USES = {
    (True, True): "editor.use",
    (True, False): "editor.fetch",
    (False, True): "editor.edit",
    (False, False): "editor.read_and_sign",
}


def draw_editor_trail(links: Sequence[tuple[str, str]], words: Words) -> Markup:
    """Draw the links back to the list and to the plan's page."""
    return marks.draw_trail([marks.draw_link(href, text) for href, text in links], words.t("editor.trail"))


def draw_parts(plan: Plan, current: str, names: Sequence[str], writer: Writer) -> Markup:
    """Draw the parts of a plan's editor as links."""
    words, amends = writer.words, plan.locked  # a signed plan has an editor only while it is amended
    items = Markup().join(
        fill(
            "<li>{}</li>",
            marks.draw_link(
                writer.link("plans", plan=plan.id, view=name or None),
                words.t(
                    "proposal.part_life" if amends and name == "life" else f"editor.part.{name or 'goals'}"
                ),
                current=name == current,
            ),
        )
        for name in names
    )
    return fill('<nav class="m-parts" aria-label="{}"><ul>{}</ul></nav>', words.t("editor.parts"), items)


def draw_additions(plan: Plan, writer: Writer) -> Markup:
    """Draw the links that add a goal with each kind of test."""
    words = writer.words
    items = Markup().join(
        fill(
            "<li>{}</li>",
            marks.draw_link(writer.link("plans", plan=plan.id, add=test), words.t(f"editor.test.{test}")),
        )
        for test in ADDED
    )
    return fill('<div class="m-add"><p>{}</p><ul>{}</ul></div>', words.t("editor.add_goal"), items)


def draw_series(names: Sequence[str], words: Words) -> Markup:
    """Draw the names of the indicators that are not corrected with a draft; nothing where there are none."""
    if not names:
        return Markup()
    items = Markup().join(fill("<li>{}</li>", name) for name in names)
    return fill('<p class="m-lead">{}</p><ul>{}</ul>', words.t("editor.fixed_series"), items)


def draw_text_link(plan: Plan, goal: str, writer: Writer) -> Markup:
    """Draw the link to a goal as text."""
    address = writer.link("plans", plan=plan.id, goal=goal, text=1)
    return fill('<p class="m-lead">{}</p>', marks.draw_link(address, writer.words.t("editor.to_text")))


def draw_draft_goals(
    score: Score, plan: Plan, writer: Writer, typed: Collection[str] = (), *, may_draft: bool
) -> Markup:
    """Draw the draft's goals with their targets; each leads to its form where the reader may draft.

    Those with something `typed` that is not saved in the plan are marked.
    """
    words = writer.words
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("plan.weight"), numeric=True),
        Column(words.t("plan.target", year=plan.year), numeric=True),
    ]
    leaves = {leaf.number: leaf for leaf in plan.leaves()}
    rows = []
    for goal in score.goals:
        name = f"{goal.goal.number} {goal.goal.title}"
        address = writer.link("plans", plan=plan.id, goal=goal.goal.number)
        head = marks.draw_link(address, name) if may_draft else fill("{}", name)
        head += _mark_typed(goal.goal.number, typed, words)
        shown = [replace(leaf, criterion=leaves[leaf.criterion.number]) for leaf in goal.leaves()]
        only = shown[0] if len(shown) == 1 else None
        asked = criteria.write_target(only, plan, writer.catalogue, words) if only else ""
        if only:
            head += _draw_readings(only, plan, writer)
        else:
            head += fill('<span class="m-rule">{}</span>', verdict.write_rule(goal.goal, words))
        rows.append([head, write_weight(goal, score, words), asked])
        for leaf in [] if only else shown:
            named = draw_sub(leaf) + _draw_readings(leaf, plan, writer)
            rows.append([named, "", criteria.write_target(leaf, plan, writer.catalogue, words)])
    return draw_table(columns, rows, words.t("plan.caption"), classes="m-draft-goals")


def _mark_typed(number: str, typed: Collection[str], words: Words) -> Markup:
    return marks.draw_badge(words.t("editor.typed_not_saved")) if number in typed else Markup()


def _draw_readings(leaf: CriterionScore, plan: Plan, writer: Writer) -> Markup:
    """Draw what a test reads; empty for a test that is decided by what a party says."""
    lines = write_readings(leaf.criterion, plan, writer.catalogue, writer.words)
    return Markup().join(fill('<span class="m-rule">{}</span>', line) for line in lines)


def write_weight(goal: GoalScore, score: Score, words: Words) -> str:
    """Write a goal's weight, or that it does not count."""
    if not goal.goal.scored:
        return words.t("plan.outside")
    return words.points(goal.weight, score.points.possible) if score.totalled else criteria.NOTHING


def draw_sub(leaf: CriterionScore) -> Markup:
    """Draw a criterion's number and title below its goal."""
    return fill(
        '<span class="m-sub" style="--depth:1">{} {}</span>', leaf.criterion.number, leaf.criterion.title
    )


def draw_done(text: str, turn: int) -> Markup:
    """Draw the confirmation of a save; a new `turn` brings it into view."""
    return fill('<p class="m-notice m-done" role="status" data-look="{}">{}</p>', turn, text)


def draw_new_plan_link(writer: Writer) -> Markup:
    """Draw the link to the form of a new plan."""
    words = writer.words
    return fill(
        '<p class="m-lead">{} {}</p>',
        words.t("editor.lead"),
        marks.draw_link(writer.link("plans", add="plan"), words.t("editor.new_plan")),
    )


def draw_editor_lead(text: str) -> Markup:
    """Draw a sentence below the heading."""
    return fill('<p class="m-lead">{}</p>', text)


def draw_note(text: str) -> Markup:
    """Draw a sentence that explains what stands beside it; nothing where there is none."""
    return fill('<p class="m-lead m-none">{}</p>', text) if text else Markup()


def draw_state(plan: Plan, version: int, words: Words) -> Markup:
    """Draw the plan's stage, version and number of goals."""
    return fill(
        '<p class="m-state">{}</p>',
        words.t("editor.state", stage=words.t(f"stage.{plan.life}"), version=version, goals=len(plan.goals)),
    )
