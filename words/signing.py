"""How far a plan has come: who signed or issued it, what is locked by that, and whose signature is missing."""

from __future__ import annotations

from metrics.plan.model import Plan
from metrics.plan.terms import Party
from words.language import Words


def write_standing(plan: Plan, words: Words) -> list[str]:
    """Write a line each on what is locked, who signed, and what is missing."""
    lines = [words.t(f"signing.{plan.stage}")]
    lines += [words.t("signing.by", signed=write_signatures(plan, words))] if plan.signatures else []
    lines += [words.t("signing.issued", by=plan.issued_by)] if plan.issued_by else []
    missing = find_missing_parties(plan)
    if missing:
        lines.append(words.t("signing.missing", parties=words.list([words.t(f"party.{p}") for p in missing])))
    return lines


def write_signatures(plan: Plan, words: Words) -> str:
    """Write who signed, in what role and when, in the order of the days."""
    signatures = sorted(plan.signatures, key=lambda s: s.on or plan.counts_from)
    return "; ".join(
        words.t(
            "plan.signature",
            role=s.role,
            organisation=s.organisation,
            on=words.date(s.on) if s.on else words.t("plan.day_unknown"),
        )
        for s in signatures
    )


def find_missing_parties(plan: Plan) -> list[Party]:
    """Find the parties that have not signed; none for a plan that is issued and not agreed."""
    signed = {signature.party for signature in plan.signatures}
    return [] if plan.issued_by else [party for party in plan.parties if party not in signed]
