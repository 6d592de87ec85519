"""What was agreed with a day, in words: whose it is, what it is, and where it is followed up."""

from __future__ import annotations

from metrics.followup.commitments import OF_DOCUMENTS, Commitment, CommitmentKind
from metrics.plan.catalogue import Catalogue
from words import addresses
from words.language import Words


def name_commitment(one: Commitment, words: Words) -> str:
    """Name what was agreed, without whose it is."""
    if one.kind is CommitmentKind.DEVIATION:
        return words.t("agreed.deviation", goal=one.goal)
    if one.kind in OF_DOCUMENTS:
        return words.t(f"agreed.{one.kind}", text=one.text)
    key = "agreed.action_of_goal" if one.goal else "agreed.action"
    return words.t(key, goal=one.goal, text=one.text)


def name_party(one: Commitment, catalogue: Catalogue, words: Words) -> str:
    """Name the institution that it is about, marked if fictional; of a meeting about an area the area."""
    if one.is_of_area:
        return one.area
    owner = catalogue.find_institution(one.institutions[0], one.due)
    return f"{owner.name} [{words.t('word.fictional')}]" if owner.fictional else owner.name


def write_owner(one: Commitment, words: Words) -> str:
    """Write who answers for it, or who accepted it; where a document names nobody, the role that acts."""
    if one.role and not one.owner:
        return words.t("calendar.role", role=words.t(f"role.{one.role}"))
    return words.t(f"agreed.owner_{one.kind}", owner=one.owner)


def link_to_commitment(one: Commitment, words: Words) -> str:
    """Return the path of the page where it is followed up."""
    key, query = find_commitment_page(one)
    return addresses.make_path(key, query, words.lang)


def find_commitment_page(one: Commitment) -> tuple[str, dict[str, str]]:
    """Find the page where it is followed up: the meeting it is from, or that of the goal, the wheel or the document."""
    about = {"area": one.area} if one.area else {"institution": one.institutions[0]}
    match one.kind:
        case CommitmentKind.DEVIATION:
            return "goal", {"plan": one.plan, "goal": one.goal}
        case CommitmentKind.DUTY:
            return "wheel", {**about, "year": str(one.due.year)}
        case CommitmentKind.INITIATIVE:
            return "direction", {"plan": one.plan}
        case CommitmentKind.ACTION:
            return "meeting", {**about, "quarter": one.quarter}
