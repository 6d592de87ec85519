"""The signing of a plan as HTML: who has signed, and whose signature has lapsed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party
from metrics.plan.versions import PlanVersion, find_lapsed_signatures
from pages.ui.draw.html import fill
from words.language import Words
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
