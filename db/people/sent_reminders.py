"""Which reminders have been sent: noted before the mail is sent, and deleted again when it was refused.

A process killed in between therefore leaves a reminder unsent, but never sends one twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.clock import read_clock
from db.models import SentReminder
from metrics.followup.reminders import AgreedReminder, Reminder

Told = TypeVar("Told", Reminder, AgreedReminder, Reminder | AgreedReminder)


def select_unsent(session: Session, person: str, found: Sequence[Told]) -> list[Told]:
    """Select the reminders a person has not been sent."""
    query = select(SentReminder.deadline, SentReminder.due, SentReminder.step)
    sent = {tuple(row) for row in session.execute(query.where(SentReminder.person == person))}
    return [reminder for reminder in found if reminder.identity not in sent]


def note_sent(session: Session, person: str, found: Sequence[Told]) -> list[Told]:
    """Note the unsent reminders as sent and return them. Of two concurrent calls one gets them."""
    now, new = read_clock(), select_unsent(session, person, found)
    for reminder in new:
        key, due, step = reminder.identity
        session.add(SentReminder(person=person, deadline=key, due=due, step=step, sent_at=now))
    return new


def forget_sent(session: Session, person: str, noted: Sequence[Told]) -> None:
    """Delete the notes of a mail that was not sent."""
    for reminder in noted:
        key, due, step = reminder.identity
        session.execute(
            delete(SentReminder).where(
                SentReminder.person == person,
                SentReminder.deadline == key,
                SentReminder.due == due,
                SentReminder.step == step,
            )
        )
