"""What is proposed of a signed plan, as HTML: what waits, what an amendment changes, and what the plan says of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from metrics.plan.drafting.proposals import EndedProposal, Proposal, find_notes_against_change
from metrics.plan.model import Goal, Plan
from metrics.plan.versions import list_changed
from metrics.score.scoring import CriterionScore, GoalScore, Score
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words import criteria
from words.language import Words
from words.signing import write_awaited, write_proposed


def draw_waiting(lines: Sequence[str]) -> Markup:
    """Draw what is proposed and whose agreement it awaits."""
    return fill('<p class="m-notice" role="status">{}</p>', " ".join(lines))


def draw_ended(ended: EndedProposal, who: str, words: Words) -> Markup:
    """Draw that the latest proposal was taken back or refused: by whom, when and why."""
    said = words.t("proposal.ended", who=who, at=words.moment(ended.ended_at))
    return fill('<div class="m-notice"><p>{}</p><p>{}</p></div>', said, ended.reason)


def draw_notes_against(plan: Plan, words: Words) -> Markup:
    """Draw a warning with the notes in which a plan says that it is not changed; nothing where it does not."""
    notes = find_notes_against_change(plan)
    lines = (fill("<li>{}</li>", note) for note in notes)
    if not notes:
        return Markup()
    return fill(
        '<div class="m-notice"><p>{}</p><ul>{}</ul></div>', words.t("proposal.fixed"), Markup().join(lines)
    )


def draw_amendment_state(proposal: Proposal, plan: Plan, words: Words) -> Markup:
    """Draw that what is open is an amendment, which changes nothing until each party has agreed."""
    if not proposal.signatures:
        return draw_waiting([words.t("proposal.is_amendment")])
    awaited = write_awaited(proposal, plan, words)
    return draw_waiting([write_proposed(proposal, words), *awaited, words.t("proposal.lapses_if_changed")])


def draw_changes(before: Score, after: Score, writer: Writer) -> Markup:
    """Draw what an amendment changes: the plan's own parts, and goal by goal what was and what is to be."""
    words = writer.words
    columns = [
        Column(words.t("proposal.part")),
        Column(words.t("proposal.was")),
        Column(words.t("proposal.becomes")),
    ]
    rows = [*_list_own(before.plan, after.plan, words), *_list_goals(before, after, writer)]
    title = fill('<h2 class="m-section">{}</h2>', words.t("proposal.changes"))
    if not rows:
        return title + fill('<p class="m-none">{}</p>', words.t("proposal.no_changes"))
    return title + draw_table(columns, rows, words.t("proposal.changes"), classes="m-remarks")


def _list_own(before: Plan, after: Plan, words: Words) -> Iterator[list[Cell]]:
    """List the plan's own keys that differ; texts and days with what they were."""
    for name in list_changed(before, after):
        if name == "goals":
            continue
        was, now = (_write_value(getattr(plan, name), words) for plan in (before, after))
        yield [words.t(f"editor.field.{name}" if name in _NAMED else "proposal.rules"), was, now]


_NAMED = {"title", "department", "end", "source", "strategic_picture", "notes"}


def _write_value(value: object, words: Words) -> str:
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    if isinstance(value, date):
        return words.date(value)
    return value if isinstance(value, str) else words.t("proposal.see_parts") if value else "–"


def _list_goals(before: Score, after: Score, writer: Writer) -> Iterator[list[Cell]]:
    words, stood = writer.words, {goal.goal.number: goal for goal in before.goals}
    for goal in after.goals:
        name = f"{goal.goal.number} {goal.goal.title}"
        was = stood.get(goal.goal.number)
        if was is None:
            yield [name, words.t("proposal.new_goal"), _write_goal(goal, after, writer)]
        elif was.goal != goal.goal or was.weight != goal.weight:
            yield [name, _write_goal(was, before, writer), _write_goal(goal, after, writer)]


def _write_goal(goal: GoalScore, score: Score, writer: Writer) -> Markup:
    """Write a goal in lines: its title and weight, each criterion with its target, and when it is withdrawn."""
    words, held = writer.words, goal.goal
    lines = [held.title, *_write_weight(goal, score, words)]
    lines += [_write_criterion(leaf, score.plan, writer) for leaf in goal.leaves()]
    lines += _write_withdrawn(held, words)
    return Markup().join(fill('<span class="m-signature">{}</span>', line) for line in lines)


def _write_weight(goal: GoalScore, score: Score, words: Words) -> list[str]:
    if not goal.goal.scored:
        return [words.t("plan.outside")]
    if not score.totalled:
        return []
    return [words.t("proposal.weight", points=words.points(goal.weight, score.points.possible))]


def _write_criterion(leaf: CriterionScore, plan: Plan, writer: Writer) -> str:
    asked = criteria.write_target(leaf, plan, writer.catalogue, writer.words)
    return f"{leaf.criterion.number} {leaf.criterion.title}: {asked}"


def _write_withdrawn(goal: Goal, words: Words) -> list[str]:
    return [words.t("proposal.withdrawn_on", day=words.date(goal.withdrawn))] if goal.withdrawn else []
