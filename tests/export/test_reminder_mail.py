"""A reminder as a mail: its subject, its two forms, and an identity that follows from what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from export.reminder_mail import Digest, write_mail
from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty
from metrics.followup.reminders import Reminder
from tests.factories import catalogue, milestone, plan
from words.language import Words

NOW = datetime(2017, 6, 23, 6, 0, tzinfo=UTC)
ON = date(2017, 6, 23)
CHIEF = "chief@cpr.dk"
SENDER = "Målstreg <maal@example.dk>"


def reminder(title: str = "Kortlægning", number: str = "1.1") -> Reminder:
    """A reminder of a milestone on a Friday, a week before."""
    criterion = milestone(number).model_copy(update={"title": title})
    due = date(2017, 6, 30)
    return Reminder(Deadline(plan(), Duty.MILESTONE, due, Role.REPORTER, goal="1", criterion=criterion), 7)


def digest(*reminders: Reminder, lang: str = "da", base: str = "") -> Digest:
    """What somebody is told."""
    return Digest(reminders or (reminder(),), catalogue(), Words(lang), ON, base)


def test_the_text_has_each_deadline_with_its_day() -> None:
    assert digest().text() == (
        "Disse frister nærmer sig eller er overskredet:\n\n"
        "Inst: Milepæl: Kortlægning\nFrist: 30. juni 2017, 7 dage tilbage\n\n"
        "Mailen er sendt af Målstreg. Det, der er leveret siden, bliver der ikke rykket for igen.\n"
    )


@pytest.mark.parametrize(
    ("count", "danish", "english"),
    [(1, "Målstreg: 1 frist", "Målstreg: 1 deadline"), (2, "Målstreg: 2 frister", "Målstreg: 2 deadlines")],
)
def test_the_subject_counts_the_deadlines(count: int, danish: str, english: str) -> None:
    told = [reminder(number=f"1.{n}") for n in range(count)]
    assert (digest(*told).subject(), digest(*told, lang="en").subject()) == (danish, english)


def test_a_known_address_gives_links_in_the_readers_language() -> None:
    found = digest(lang="en", base="https://maal.example")
    link = "https://maal.example/maal?plan=plan-2017&goal=1&lang=en"
    assert link in found.text().split("\n")
    assert f'<a href="{link.replace("&", "&amp;")}">Inst: Milestone: Kortlægning</a>' in found.html()
    assert "<a " not in digest().html()


def test_a_title_is_no_html() -> None:
    assert "<li>Inst: Milepæl: &lt;b&gt;A &amp; B&lt;/b&gt;<br>" in digest(reminder("<b>A & B</b>")).html()


def test_a_mail_is_from_and_to_whom_it_should_and_answered_by_no_absence_note() -> None:
    made = write_mail(digest(), SENDER, CHIEF, NOW)
    assert (made["To"], made["From"], made["Subject"]) == (CHIEF, SENDER, "Målstreg: 1 frist")
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Date"] == "Fri, 23 Jun 2017 06:00:00 +0000"
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_reminder_has_the_same_identity_and_any_other_has_another() -> None:
    first = reminder()
    later = replace(first, step=1)
    moved = replace(first, deadline=replace(first.deadline, due=date(2017, 7, 3)))
    told = [
        write_mail(digest(first), SENDER, CHIEF, NOW),
        write_mail(digest(first), SENDER, CHIEF, datetime(2017, 6, 24, tzinfo=UTC)),
        write_mail(digest(later), SENDER, CHIEF, NOW),
        write_mail(digest(moved), SENDER, CHIEF, NOW),
        write_mail(digest(first), SENDER, "other@cpr.dk", NOW),
    ]
    identities = [str(mail["Message-ID"]) for mail in told]
    assert identities[0] == identities[1]
    assert len(set(identities)) == 4
    assert identities[0].endswith("@example.dk>")


def test_an_address_that_no_mail_can_be_sent_to_is_refused() -> None:
    with pytest.raises(ValueError, match="could be parsed from"):
        write_mail(digest(), SENDER, "a,b@cpr.dk", NOW)
