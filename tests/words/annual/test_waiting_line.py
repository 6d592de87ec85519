"""What a settlement waits for in words."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.annual.stages import WaitReason
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    goal,
    indicator,
    milestone,
    plan,
    reads,
    result,
    within,
)
from tests.settled_years import tabled
from words.annual.waiting_line import write_owing, write_waiting
from words.language import Words

DA, EN = Words("da"), Words("en")
SERIES = [indicator(), indicator("accounts"), indicator("told")]
PLAN = plan(
    goal("1", compared("1.1")),
    goal("2", within("2.1", reference="100", indicator="accounts")),
    goal("3", milestone("3.1"), milestone("3.2", depends_on="3.1")),
    goal("4", milestone("4.1")),
    goal("5", assessed("5.1")),
    goal("6", compared("6.1", reads("told"))),
    goal("7").model_copy(update={"criteria": (), "outline": True}),
)
SAID = (
    event("3.2"),
    event("4.1", "claimed"),
    result("2017", 91, key="told", provisional=True, recorded=date(2018, 1, 10)),
)
WRITTEN = {
    WaitReason.FIGURE: ("Tal for share, 2017", "Figure for share, 2017"),
    WaitReason.ACCOUNTS: ("Regnskabstal for accounts, 2017", "Accounts figure for accounts, 2017"),
    WaitReason.MILESTONE: (
        "Milepæl 3.1 er ikke indberettet som gennemført: 3.1",
        "Milestone 3.1 is not reported as done: 3.1",
    ),
    WaitReason.EARLIER: ("Milepæl 3.2 afventer 3.1: 3.2", "Milestone 3.2 awaits 3.1: 3.2"),
    WaitReason.CONFIRMATION: (
        "Milepæl 4.1 er indberettet og ikke bekræftet: 4.1",
        "Milestone 4.1 is reported and not confirmed: 4.1",
    ),
    WaitReason.ASSESSMENT: ("Vurdering af 5.1: 5.1", "Assessment of 5.1: 5.1"),
    WaitReason.PROVISIONAL: (
        "Endeligt tal for told, 2017 (det foreløbige er indberettet)",
        "Final figure for told, 2017 (the provisional one is reported)",
    ),
    WaitReason.UNDECIDED: (
        "7 : det registrerede er ikke nok til at afgøre det",
        "7 : what is recorded does not decide it",
    ),
}


@pytest.mark.parametrize("reason", WaitReason)
def test_every_reason_has_its_sentence(reason: WaitReason) -> None:
    found = {one.reason: one for one in tabled(PLAN, *SAID, indicators=SERIES).waiting}
    known = catalogue(*SERIES)
    assert tuple(write_waiting(found[reason], known, words) for words in (DA, EN)) == WRITTEN[reason]


def test_it_says_who_owes_it() -> None:
    found = {one.reason: write_owing(one, DA) for one in tabled(PLAN, *SAID, indicators=SERIES).waiting}
    assert found[WaitReason.FIGURE] == "institutionen"
    assert found[WaitReason.ASSESSMENT] == "departementet"
