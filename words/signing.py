"""How far a plan has come: who signed or issued it, whose signature is missing, and what is proposed of it."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.plan.drafting.proposals import Proposal
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party
from metrics.plan.versions import PlanVersion, find_missing_parties
from words.language import Words


def write_standing(version: PlanVersion, words: Words, lapsed: Sequence[Signature] = ()) -> list[str]:
    """Write a line each on what is locked, who signed, what is missing, and which signatures have `lapsed`."""
    plan = version.plan
    signatures = plan.signatures or version.signatures
    lines = [words.t(f"signing.{plan.stage}"), *write_signing(plan, signatures, words)]
    return [*lines, write_lapsed(lapsed, words)] if lapsed else lines


def write_signing(plan: Plan, signatures: Sequence[Signature], words: Words) -> list[str]:
    """Write a line each on who signed or issued a plan, and whose signature is missing."""
    lines = [words.t("signing.by", signed=write_signature(one, words)) for one in _sort(signatures, plan)]
    lines += [words.t("signing.issued", by=plan.issued_by)] if plan.issued_by else []
    missing = find_missing_parties(plan, signatures)
    if missing:
        lines.append(words.t("signing.missing", parties=_write_parties(missing, words)))
    return lines


def write_signatures(plan: Plan, words: Words) -> list[str]:
    """Write when each party signed, in which role, and how that is known, in the order of the days."""
    return [write_signature(one, words) for one in _sort(plan.signatures, plan)]


def write_signature(signature: Signature, words: Words) -> str:
    """Write when and in which role somebody signed, and after which document where that was not in Målstreg."""
    named = {"role": write_role(signature, words), "organisation": signature.organisation}
    said = words.t("plan.signature_undated", **named)
    if signature.on:
        said = words.t("plan.signature", on=words.date(signature.on), **named)
    if not signature.signed_as:
        after = words.t("plan.registered")
        if signature.document:
            after = words.t("plan.registered_after", document=signature.document)
        said = f"{said} ({after})"
    # What is written around it ends the sentence.
    reason = (signature.reason or "").rstrip(". ")
    return f"{said}. {words.t('plan.signing_reason', reason=reason)}" if reason else said


def write_role(signature: Signature, words: Words) -> str:
    """Write the role somebody signed in."""
    if signature.signed_as is None:
        return signature.role or ""
    held = words.t(f"role.{signature.signed_as}")
    return held[:1].lower() + held[1:]


def write_lapsed(lapsed: Sequence[Signature], words: Words) -> str:
    """Write whose signatures a change of the draft has made lapse."""
    return words.t("signing.lapsed", parties=_write_parties([one.party for one in lapsed], words))


def write_waiting(proposal: Proposal, plan: Plan, words: Words) -> list[str]:
    """Write a line each on what is proposed, why, who has agreed, and whose agreement is awaited."""
    return [
        write_proposed(proposal, words),
        *([words.t("proposal.reason", reason=proposal.change.reason)] if proposal.change.reason else []),
        *(words.t("proposal.agreed", signed=write_signature(one, words)) for one in proposal.signatures),
        *write_awaited(proposal, plan, words),
    ]


def write_proposed(proposal: Proposal, words: Words) -> str:
    """Write what is proposed, and from which day it would apply."""
    said = words.t(f"proposal.said_{proposal.kind}")
    since = proposal.change.since
    return " ".join([said, words.t("proposal.since", day=words.date(since))]) if since else said


def write_awaited(proposal: Proposal, plan: Plan, words: Words) -> list[str]:
    """Write whose agreement is awaited, and that the plan stands until then; nothing before anybody has agreed."""
    agreed = {one.party for one in proposal.signatures}
    return [words.t(f"proposal.awaits_{party}") for party in plan.parties if agreed and party not in agreed]


def _sort(signatures: Sequence[Signature], plan: Plan) -> list[Signature]:
    return sorted(signatures, key=lambda one: one.on or plan.counts_from)


def _write_parties(parties: Sequence[Party], words: Words) -> str:
    return words.list([words.t(f"party.{party}") for party in parties])
