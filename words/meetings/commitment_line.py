"""What was agreed with a day, in words: whose it is, what it is, and where it is followed up."""

from __future__ import annotations

from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.plan.catalogue import Catalogue
from words import addresses
from words.language import Words


def name_commitment(one: Commitment, words: Words) -> str:
    """Name what was agreed, without whose it is."""
    if one.kind is CommitmentKind.DEVIATION:
        return words.t("agreed.deviation", goal=one.goal)
    key = "agreed.action_of_goal" if one.goal else "agreed.action"
    return words.t(key, goal=one.goal, text=one.text)


def name_party(one: Commitment, catalogue: Catalogue, words: Words) -> str:
    """Name the institution that it is about, marked if fictional; of a meeting about an area the area."""
    if one.area:
        return one.area
    owner = catalogue.find_institution(one.institutions[0], one.due)
    return f"{owner.name} [{words.t('word.fictional')}]" if owner.fictional else owner.name


def write_owner(one: Commitment, words: Words) -> str:
    """Write who answers for it, or who accepted it."""
    return words.t(f"agreed.owner_{one.kind}", owner=one.owner)


def link_to_commitment(one: Commitment, words: Words) -> str:
    """Return the path of the page where it is followed up: the meeting it is from, or the goal's."""
    if one.kind is CommitmentKind.DEVIATION:
        return addresses.make_path("goal", {"plan": one.plan, "goal": one.goal}, words.lang)
    about = {"area": one.area} if one.area else {"institution": one.institutions[0]}
    return addresses.make_path("meeting", {**about, "quarter": one.quarter}, words.lang)
