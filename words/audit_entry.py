"""An entry of the audit in words: who did what, and to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.audit.chain import UNKNOWN, ChainEntry
from metrics.errors import InvalidInput
from metrics.plan.formula import SeriesKey
from words.administration.threshold_line import name_threshold
from words.language import Words, read_catalogue

KINDS: Mapping[str, tuple[str, ...]] = {
    "sign": ("sign.",),
    "plan": ("plan.", "signature.", "proposal.", "finding.", "direction.", "duties."),
    "results": ("results.", "break.", "indicator."),
    "report": ("report.", "annual."),
    "meeting": ("meeting.",),
    "journal": ("journal.",),
    "decision": ("decision.", "threshold."),
    "rights": ("grant.", "revoke."),
    "institution": ("institution.",),
    "export": ("export.", "backup."),
    "scenario": ("scenario.",),
    "refused": ("refused.",),
    "audit": ("audit.",),
}
"""The kinds of entry the audit can be filtered by, with the prefixes of their actions."""

VERBS: Mapping[str, str] = {
    "sign": "record.sign_",
    "plan": "stage.",
    "signature": "record.signature_",
    "proposal": "record.proposal_",
    "finding": "record.finding_",
    "direction": "record.direction_",
    "duties": "record.duties_",
    "results": "record.results_",
    "break": "record.break_",
    "report": "record.report_",
    "meeting": "record.meeting_",
    "journal": "record.journal_",
    "annual": "record.annual_",
    "decision": "record.decision_",
    "threshold": "record.threshold_",
    "grant": "role.",
    "revoke": "role.",
    "institution": "record.institution_",
    "indicator": "record.indicator_",
    "export": "record.file_",
    "scenario": "record.scenario_",
    "refused": "action.",
    "audit": "record.audit_",
    "backup": "record.backup_",
}
"""The prefix of an action, and the prefix of the keys that name what it ends with."""


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The names of plans, institutions and indicators by their keys; that of a plan begins with its institution's."""

    plans: Mapping[str, str]
    institutions: Mapping[str, str]
    indicators: Mapping[SeriesKey, str] = field(default_factory=dict)


def describe_actor(key: str, words: Words) -> str:
    """Say who acted: an address, a terminal, Målstreg itself, or that nobody knows."""
    if key == UNKNOWN:
        return words.t("record.unknown")
    return key or words.t("record.itself")


def describe_action(entry: ChainEntry, words: Words) -> str:
    """Say what was done. An action that no longer has a text is shown as it was recorded."""
    verb, _, what = entry.action.partition(".")
    ending = VERBS.get(verb, "") + what
    if ending not in read_catalogue(words.lang):
        return entry.action
    named = words.t(ending)
    return words.t(f"record.did_{verb}", what=named[:1].lower() + named[1:])


def describe_subject(entry: ChainEntry, names: RecordNames, words: Words) -> str:
    """Say what it was done to; nothing for a sign-in, whose subject is only a moment."""
    subject = entry.subject
    if entry.action.startswith("sign."):
        return ""
    if entry.action.startswith("results.") and subject.isdecimal():
        return words.n("record.values", int(subject))
    if entry.action.startswith("threshold."):
        area, _, name = subject.rpartition(": ")
        return f"{area}: {name_threshold(name, words)}"
    if subject in names.plans:
        return names.plans[subject]
    owner, *_ = parts = subject.split(", ")
    return ", ".join(names.institutions.get(part) or _name_part(part, owner, names, words) for part in parts)


def _name_part(part: str, owner: str, names: RecordNames, words: Words) -> str:
    """Name what a part of a subject is made of: plans and indicators of an owner, quarters and days; else as it is."""
    keys = part.split(" ")
    named = [_name_key(key, owner, names, words) for key in keys]
    return part if named == keys else ", ".join(named)


def _name_key(key: str, owner: str, names: RecordNames, words: Words) -> str:
    if key in names.plans:
        return names.plans[key].removeprefix(f"{names.institutions.get(owner, owner)}: ")
    if (owner, key) in names.indicators:
        return names.indicators[owner, key]
    try:
        return words.period(key)
    except InvalidInput:
        return key
