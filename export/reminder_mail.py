"""Reminders as a mail, one for each person and day, in plain text and simple HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from markupsafe import Markup

from metrics.followup.commitments import Commitment
from metrics.followup.deadlines import Deadline
from metrics.followup.reminders import AgreedReminder, Reminder
from metrics.plan.catalogue import Catalogue
from words.deadline import link_to_page, name_duty, name_owner, write_days_left, write_due_day, write_since
from words.language import Words
from words.meetings.commitment_line import link_to_commitment, name_commitment, name_party, write_owner


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of on a day. `base` is the public address of the pages, empty if unknown."""

    reminders: Sequence[Reminder | AgreedReminder]
    catalogue: Catalogue
    words: Words
    on: date
    base: str = ""

    def subject(self) -> str:
        """Write the subject, with the number of deadlines."""
        return self.words.n("reminder.subject", len(self.reminders))

    def text(self) -> str:
        """Write the mail as plain text."""
        parts = ["\n".join([*self._write_lines(one), *self._list_links(one)]) for one in self.reminders]
        lead, foot = self.words.t("reminder.lead"), self.words.t("reminder.foot")
        return "\n\n".join([lead, *parts, foot]) + "\n"

    def html(self) -> str:
        """Write the mail as HTML without styles, which every mail program shows alike."""
        items = []
        for one in self.reminders:
            what, *rest = self._write_lines(one)
            for link in self._list_links(one):
                what = Markup('<a href="{}">{}</a>').format(link, what)
            items.append(Markup("<li>{}</li>").format(Markup("<br>").join([what, *rest])))
        page = Markup('<!doctype html><html lang="{}"><body><p>{}</p><ul>{}</ul><p>{}</p></body></html>')
        lead, foot = self.words.t("reminder.lead"), self.words.t("reminder.foot")
        return page.format(self.words.lang, lead, Markup().join(items), foot)

    def _write_lines(self, one: Reminder | AgreedReminder) -> list[str]:
        if isinstance(one, AgreedReminder):
            return self._write_agreed(one.commitment)
        deadline = one.deadline
        whose = name_owner(deadline, self.catalogue, self.words)
        what = name_duty(deadline, self.catalogue, self.words)
        return [
            self.words.t("calendar.summary", institution=whose, what=what),
            *filter(None, [write_since(deadline, self.words)]),
            self._write_due(deadline),
        ]

    def _write_agreed(self, agreed: Commitment) -> list[str]:
        whose = name_party(agreed, self.catalogue, self.words)
        what = name_commitment(agreed, self.words)
        said = self.words.t("calendar.summary", institution=whose, what=what)
        return [said, write_owner(agreed, self.words), self._write_due(agreed)]

    def _write_due(self, owed: Deadline | Commitment) -> str:
        day, left = write_due_day(owed, self.words), write_days_left(owed, self.on, self.words)
        return self.words.t("reminder.due", day=day, left=left)

    def _list_links(self, one: Reminder | AgreedReminder) -> list[str]:
        if not self.base:
            return []
        if isinstance(one, AgreedReminder):
            return [self.base + link_to_commitment(one.commitment, self.words)]
        return [self.base + link_to_page(one.deadline, self.words)]


def write_mail(digest: Digest, sender: str, to: str, now: datetime) -> EmailMessage:
    """Build the whole mail. Its Message-ID follows from its content, so that mail systems drop a duplicate.

    Raises ValueError or MessageError for an address that no mail can be sent to.
    """
    made = EmailMessage()
    made["From"], made["To"] = sender, Address(addr_spec=to)
    made["Subject"], made["Date"] = digest.subject(), format_datetime(now)
    made["Message-ID"] = f"<{_make_identity(to, digest.reminders)}@{sender.rpartition('@')[2].strip('> ')}>"
    made["Auto-Submitted"] = "auto-generated"  # no absence note answers such a mail
    made.set_content(digest.text())
    made.add_alternative(digest.html(), subtype="html")
    return made


def _make_identity(to: str, found: Sequence[Reminder | AgreedReminder]) -> str:
    said = [to, *(" ".join(map(str, one.identity)) for one in found)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
