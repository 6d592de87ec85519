"""The reasons a goal is flagged for, in a line: the weightiest, and the others folded away."""

from __future__ import annotations

from markupsafe import Markup

from metrics.followup.concerns import Concern
from pages.ui.draw.html import fill
from words.flag import write_named_reason
from words.language import Words


def draw_reasons(found: Concern, words: Words, lead: str = "") -> Markup:
    """Draw the first reason, after a `lead`, and how many there are beside it; these fold out."""
    goal = found.goal.goal
    said = (write_named_reason(flag, goal, words, titled=True) for flag in found.flags)
    first, *others = dict.fromkeys(said)
    first = f"{lead} · {first}" if lead else first
    if not others:
        return fill("<small>{}</small>", first)
    items = Markup().join(fill("<li>{}</li>", text) for text in others)
    return fill(
        '<details class="m-more"><summary><span>{}</span> <b>{}</b></summary><ul>{}</ul></details>',
        first,
        words.n("owed.more_reasons", len(others)),
        items,
    )
