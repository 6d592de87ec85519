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

from metrics.followup.deadlines import Deadline
from metrics.followup.reminders import Reminder
from metrics.plan.catalogue import Catalogue
from words.deadline import link_to_page, name_duty, name_owner, write_days_left, write_due_day, write_since
from words.language import Words


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of on a day. `base` is the public address of the pages, empty if unknown."""

    reminders: Sequence[Reminder]
    catalogue: Catalogue
    words: Words
    on: date
    base: str = ""

    def subject(self) -> str:
        """Write the subject, with the number of deadlines."""
        return self.words.n("reminder.subject", len(self.reminders))

    def text(self) -> str:
        """Write the mail as plain text."""
        parts = ["\n".join([*self._write_lines(d), *self._list_links(d)]) for d in self._deadlines()]
        lead, foot = self.words.t("reminder.lead"), self.words.t("reminder.foot")
        return "\n\n".join([lead, *parts, foot]) + "\n"

    def html(self) -> str:
        """Write the mail as HTML without styles, which every mail program shows alike."""
        items = []
        for deadline in self._deadlines():
            what, *rest = self._write_lines(deadline)
            for link in self._list_links(deadline):
                what = Markup('<a href="{}">{}</a>').format(link, what)
            items.append(Markup("<li>{}</li>").format(Markup("<br>").join([what, *rest])))
        page = Markup('<!doctype html><html lang="{}"><body><p>{}</p><ul>{}</ul><p>{}</p></body></html>')
        lead, foot = self.words.t("reminder.lead"), self.words.t("reminder.foot")
        return page.format(self.words.lang, lead, Markup().join(items), foot)

    def _deadlines(self) -> list[Deadline]:
        return [reminder.deadline for reminder in self.reminders]

    def _write_lines(self, deadline: Deadline) -> list[str]:
        whose = name_owner(deadline, self.catalogue, self.words)
        what = name_duty(deadline, self.catalogue, self.words)
        day, left = write_due_day(deadline, self.words), write_days_left(deadline, self.on, self.words)
        return [
            self.words.t("calendar.summary", institution=whose, what=what),
            *filter(None, [write_since(deadline, self.words)]),
            self.words.t("reminder.due", day=day, left=left),
        ]

    def _list_links(self, deadline: Deadline) -> list[str]:
        return [self.base + link_to_page(deadline, self.words)] if self.base else []


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


def _make_identity(to: str, found: Sequence[Reminder]) -> str:
    said = [to, *(f"{r.deadline.key} {r.deadline.due} {r.step}" for r in found)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
