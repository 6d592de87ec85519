"""One goal above its controls as HTML: how it stands, and what its sliders show."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore
from pages.outlook.parts.whatif.whatif_goal import SliderScale
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.writer import Writer
from words.criteria import write_target
from words.language import Words


def draw_heading(words: Words) -> Markup:
    """Draw the heading above the goals."""
    return fill('<h2 class="m-section">{}</h2>', words.t("whatif.goals"))


def draw_goal(score: GoalScore, possible: Fraction, plan: Plan, writer: Writer) -> Markup:
    """Draw a goal's name, weight, status and likelihood of being met."""
    words = writer.words
    number = score.goal.number
    name = marks.draw_link(writer.link("goal", plan=plan.id, goal=number), f"{number} {score.goal.title}")
    parts = [_worth(score, possible, words)] if score.weight or not score.goal.scored else []
    if score.outcome.credit is None:
        p = score.outcome.chance_as_far_as_possible
        parts.append(
            words.t("whatif.silent_goal") if p is None else words.t("whatif.likely", p=words.likelihood(p))
        )
    return fill(
        '<div class="m-supposed"><h3>{}</h3><p>{}<span>{}</span></p></div>',
        name,
        draw_status(score.status, words),
        " · ".join(parts),
    )


def _worth(score: GoalScore, possible: Fraction, words: Words) -> str:
    if not score.goal.scored:
        return words.t("plan.outside")
    return words.t("whatif.weighs", points=words.points(score.weight, possible))


def write_control_label(leaf: CriterionScore, plan: Plan, writer: Writer) -> str:
    """Write the label of a criterion's control: its name and target."""
    criterion = leaf.criterion
    return (
        f"{criterion.number} {criterion.title} ({write_target(leaf, plan, writer.catalogue, writer.words)})"
    )


def draw_target_mark(scale: SliderScale, note: str, unit: str, words: Words) -> Markup:
    """Draw the target's mark below a slider, and a note."""
    mark = Markup()
    if scale.target is not None and scale.place is not None:
        text = words.t("whatif.target", value=words.value(scale.target, unit))
        mark = fill(
            '<i style="left:{}%"></i><b style="left:{}%">{}</b>',
            f"{100 * scale.place:.1f}",
            f"{100 * scale.place:.1f}",
            text,
        )
    return fill('<div class="m-scale"><div>{}</div><p>{}</p></div>', mark, note)
