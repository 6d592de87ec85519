"""One goal above its controls as HTML: how it stands, and what its sliders show."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from metrics.plan.model import Indicator, Plan
from metrics.score.scoring import CriterionScore, GoalScore
from pages.outlook.parts.whatif.whatif_goal import SliderScale, SupposedMode
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.writer import Writer
from words.criteria import write_result, write_target
from words.forecast import write_chances
from words.language import Words


def draw_heading(words: Words) -> Markup:
    """Draw the heading above the goals."""
    return fill('<h2 class="m-section">{}</h2>', words.t("whatif.goals"))


def draw_goal(score: GoalScore, mode: SupposedMode, possible: Fraction, plan: Plan, writer: Writer) -> Markup:
    """Draw a goal's name, weight, status and likelihood of being met, and how it is supposed where it is."""
    words = writer.words
    number, supposed = score.goal.number, mode is not SupposedMode.NOW
    name = marks.draw_link(writer.link("goal", plan=plan.id, goal=number), f"{number} {score.goal.title}")
    parts = [_worth(score, possible, words)] if score.weight or not score.goal.scored else []
    if score.outcome.credit is None:
        parts.append(write_chances(score.outcome, words) or words.t("whatif.silent_goal"))
    set_to = words.t("whatif.set_to", mode=words.t(f"whatif.mode_{mode}").lower())
    return fill(
        '<div class="m-supposed{}"><h3>{}{}</h3><p>{}<span>{}</span></p></div>',
        " m-set" if supposed else "",
        name,
        marks.draw_badge(set_to) if supposed else "",
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


def draw_scale(scale: SliderScale, note: str, series: Indicator, words: Words) -> Markup:
    """Draw the forecast's interval and the target below a slider, and a note."""
    drawn, lines = Markup(), [note] if note else []
    if scale.band:
        low, high = (scale.find_place(end) for end in scale.band)
        drawn += fill('<u style="left:{}%;width:{}%"></u>', f"{100 * low:.1f}", f"{100 * (high - low):.1f}")
        ends = [words.value(end, series.unit, series.decimals) for end in scale.band]
        lines.append(words.t("whatif.band", low=ends[0], high=ends[1]))
    if scale.target is not None:
        place = f"{100 * scale.find_place(scale.target):.1f}"
        text = words.t("whatif.target", value=words.value(scale.target, series.unit))
        # The label moves along with its mark, so that it never leaves the scale.
        drawn += fill(
            '<i style="left:{}%"></i><b style="left:{}%;transform:translateX(-{}%)">{}</b>',
            place,
            place,
            place,
            text,
        )
    return fill('<div class="m-scale"><div>{}</div><p>{}</p></div>', drawn, " ".join(lines))


def draw_known(leaf: CriterionScore, plan: Plan, writer: Writer) -> Markup:
    """Draw what is known of a milestone, below the control for its day."""
    result = write_result(leaf, plan, writer.catalogue, writer.words)
    return fill('<p class="m-none">{}</p>', writer.words.t("whatif.known", result=result))
