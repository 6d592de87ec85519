"""What is proposed of a plan and waits for the other party, as HTML."""

from __future__ import annotations

from markupsafe import Markup

from metrics.plan.drafting.proposals import Proposal
from metrics.plan.model import Plan
from pages.ui.draw.html import fill
from words.language import Words
from words.signing import write_waiting


def draw_proposed(proposal: Proposal, plan: Plan, words: Words) -> Markup:
    """Draw what one party has proposed of a plan; nothing while nobody has agreed to it yet."""
    if not proposal.signatures:
        return Markup()
    lines = " ".join(write_waiting(proposal, plan, words))
    return fill('<p class="m-notice" role="status">{}</p>', lines)
