"""Entries of the audit in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.audit.chain import ChainEntry
from words.audit_entry import KINDS, VERBS, RecordNames, describe_action, describe_actor, describe_subject
from words.language import Words

DA, EN = Words("da"), Words("en")
NAMES = RecordNames(
    {"cpr-2017": "CPR-administrationen: Resultatplan 2017"},
    {"cpr": "CPR-administrationen", "sim": "Departementet"},
    {("cpr", "klager"): "Klagesager"},
)


def entry(action: str, subject: str = "") -> ChainEntry:
    """An entry of an action."""
    return ChainEntry(1, datetime(2017, 1, 1, tzinfo=UTC), "a@cpr.dk", action, subject, {}, "", "")


def test_somebody_is_called_by_their_address_and_nobody_is_the_program_itself() -> None:
    assert describe_actor("terminal:ada", DA) == "terminal:ada"
    assert (describe_actor("", DA), describe_actor("", EN)) == ("Målstreg selv", "Målstreg itself")
    assert (describe_actor("unknown", DA), describe_actor("unknown", EN)) == ("ukendt", "unknown")


@pytest.mark.parametrize(
    ("action", "danish", "english"),
    [
        ("sign.in", "Har logget på", "Has signed in"),
        ("plan.signed", "Plan gemt: underskrevet", "Plan saved: signed"),
        ("results.import", "Resultater indlæst", "Results recorded"),
        ("threshold.set", "Grænse: sat", "Limit: set"),
        ("break.add", "Nøgletal: ny definition", "Indicator: new definition"),
        ("export.workbook", "Hentede regneark", "Took a spreadsheet"),
        (
            "audit.unrecorded",
            "Revisionssporet: rækker uden om Målstreg",
            "The record: rows added past Målstreg",
        ),
        (
            "audit.acknowledged",
            "Revisionssporet: kvitteret for ukendte rækker",
            "The record: unknown rows acknowledged",
        ),
        ("scenario.save", "Hvad nu hvis: scenarie gemt", "What if: scenario saved"),
    ],
)
def test_an_action_is_told_in_both_languages(action: str, danish: str, english: str) -> None:
    assert (describe_action(entry(action), DA), describe_action(entry(action), EN)) == (danish, english)


def test_an_action_without_a_text_is_shown_as_it_was_recorded() -> None:
    assert describe_action(entry("plan.dreamt"), DA) == "plan.dreamt"
    assert describe_action(entry("gone"), DA) == "gone"


@pytest.mark.parametrize(
    ("action", "subject", "told"),
    [
        ("sign.in", "2017-01-01T08:00:00+00:00", ""),
        ("results.import", "1", "1 værdi"),
        ("results.import", "1200", "1.200 værdier"),
        ("plan.signed", "cpr-2017", "CPR-administrationen: Resultatplan 2017"),
        ("report.send", "cpr, cpr-2017 2017Q2", "CPR-administrationen, Resultatplan 2017, 2. kvartal 2017"),
        ("annual.approve", "cpr, cpr-2017", "CPR-administrationen, Resultatplan 2017"),
        ("meeting.close", "sim, 2017Q2", "Departementet, 2. kvartal 2017"),
        ("break.add", "cpr, klager 2024-01-01", "CPR-administrationen, Klagesager, 1. januar 2024"),
        ("results.withdraw", "cpr, gone 2017", "CPR-administrationen, gone 2017"),
        ("audit.erased", "a@cpr.dk: bad om det (arkiv.zip)", "a@cpr.dk: bad om det (arkiv.zip)"),
        ("export.deadlines", "cpr, sim, new", "CPR-administrationen, Departementet, new"),
        ("grant.chief", "a@cpr.dk", "a@cpr.dk"),
    ],
)
def test_the_subject_has_its_name_where_it_has_one(action: str, subject: str, told: str) -> None:
    assert describe_subject(entry(action, subject), NAMES, DA) == told


def test_every_verb_is_of_one_kind() -> None:
    prefixes = [prefix for kind in KINDS.values() for prefix in kind]
    assert sorted(prefixes) == sorted(f"{verb}." for verb in VERBS)


def test_a_limit_is_named_beside_its_area_and_one_that_is_gone_by_its_code() -> None:
    said = {
        name: describe_subject(entry("threshold.set", f"A: b: {name}"), NAMES, DA)
        for name in ("likely", "old")
    }
    assert said == {"likely": "A: b: Mindste sandsynlighed for et mål", "old": "A: b: old"}
