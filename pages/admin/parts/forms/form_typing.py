"""What is typed in a form is kept in the database as it is left, and shown to whoever opens the form next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import session
from db.location import find_database_url
from db.scope import EVERYTHING
from db.typed import typed_fields
from metrics.errors import Problem
from metrics.plan.drafting.typed_text import TypedChange, TypedField
from pages.ui import saving, screen
from pages.ui.page import Page

SEEN, SENT, REFUSED = "editor seen", "editor sent", "editor press refused"
LONGEST_SHOWN = 120  # signs of a text in a sentence about it


@dataclass(frozen=True, slots=True)
class InputField:
    """An input of a form: its field, its label, what it shows of the plan, and how it says and is given a text."""

    name: str
    label: str
    shown: str
    say: Callable[[str], str]
    put: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field with another text than was seen when it was typed in: somebody's, or without them the plan's own."""

    change: TypedChange
    field: InputField
    other: str
    by: str | None


@dataclass(slots=True)
class FormTyping:
    """What is typed in one form of a plan, or without one of a plan still to be made."""

    page: Page
    plan: str | None
    owner: str | None
    form: str
    saved: Mapping[str, TypedField]
    changes: list[TypedChange] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    is_first_run: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_first_run = self.place not in st.session_state.get(SEEN, {})

    @property
    def place(self) -> str:
        """Where the form's inputs are kept in the session."""
        return f"{self.plan or ''}|{self.form}"

    @property
    def seen(self) -> dict[str, str]:
        """What stood in each field when it was shown here last."""
        every: dict[str, dict[str, str]] = st.session_state.setdefault(SEEN, {})
        return every.setdefault(self.place, {})

    @property
    def sent(self) -> set[tuple[str, str]]:
        """The fields and texts sent from here that may be saved, though the database went away before it answered."""
        every: dict[str, set[tuple[str, str]]] = st.session_state.setdefault(SENT, {})
        return every.setdefault(self.place, set())

    def find_standing(self, name: str, shown: str) -> str:
        """Find what stands in a field: what was typed, else what is `shown` of the plan."""
        found = self.saved.get(name)
        return shown if found is None else found.text

    def follow(self, name: str, shown: str, held: str | None) -> bool:
        """Tell whether an input that holds `held` is to be set to what stands in its field."""
        stands = self.find_standing(name, shown)
        if held is not None and held not in (self.seen.get(name), stands):
            return False
        self.seen[name] = stands
        # After a restart the tab still holds what was typed, and has said so once its input is drawn.
        return held != stands and not (held is None and self.is_first_run)

    def note(self, field: InputField, typed: str) -> None:
        """Note what stands in an input now: a change to save, or a clash with what was not seen here."""
        found, stands = self.saved.get(field.name), self.find_standing(field.name, field.shown)
        change = TypedChange(field.name, typed, field.shown, found.version if found else 0)
        if typed == stands:
            if found and field.shown not in (found.base, found.text):
                self.clashes.append(Clash(change, field, field.shown, None))
        elif self.seen.get(field.name) == stands or (field.name, stands) in self.sent:
            self.changes.append(change)
        else:
            self.clashes.append(Clash(change, field, stands, found.person if found else None))

    def read_kept(self, name: str) -> str:
        """Read what is kept of the form beside its inputs, such as what was added to it."""
        return self.find_standing(name, "")

    def keep(self, name: str, text: str) -> Sequence[Problem]:
        """Keep something of the form beside its inputs, at once."""
        found = self.saved.get(name)
        return self._write([TypedChange(name, text, "", found.version if found else 0)])

    def save(self) -> Sequence[Problem]:
        """Save what was typed since the form was shown last; return what prevented it."""
        if not self.changes:
            return []
        found = self._write(self.changes)
        codes = [problem.code for problem in found]
        if "field_changed_since" in codes:
            st.rerun()  # and be told whose text it is
        if "database_away" in codes:
            self.sent.update((change.field, change.text) for change in self.changes)
        if not found:
            self.sent.clear()
            self.seen.update({change.field: change.text for change in self.changes})
            self.saved = read_typed(self.page, self.plan, self.owner).get(self.form, {})
            self.changes.clear()
        return found

    def forget(self) -> None:
        """Forget what the session holds of the form, so that it shows what the plan says."""
        for key in list(st.session_state):
            if str(key).startswith(f"{self.place}|"):
                del st.session_state[key]
        self.seen.clear()
        self.sent.clear()

    def add(self, name: str, code: str) -> None:
        """Add a code to those that are kept of the form beside its inputs; told at the next run where it is refused."""
        # Of two presses the second may come before the page has been drawn after the first.
        now = open_typing(self.page, self.plan, self.owner, self.form)
        there = now.read_kept(name)
        self._note_refused(now.keep(name, f"{there},{code}" if there else code))

    def discard(self) -> None:
        """Let go of everything that was typed; told at the next run where that is refused."""
        found = saving.write_typed(lambda db: typed_fields.forget_typed(db, self.plan, self.form))
        self._note_refused(found)
        if not found:
            self.forget()

    def settle(self, clash: Clash, *, own: bool) -> None:
        """Settle a clash: let one's own text stand, or the other one; told at the next run where that is refused."""
        text = clash.change.text if own else clash.other
        # What somebody else typed stands there already.
        stands = not own and clash.by is not None
        found = [] if stands else self._write([replace(clash.change, text=text)])
        self._note_refused(found)
        if not found:
            self.seen[clash.change.field] = text
            clash.field.put(text)

    def _note_refused(self, found: Sequence[Problem]) -> None:
        st.session_state.setdefault(REFUSED, {})[self.place] = found

    def take_refused(self) -> Sequence[Problem]:
        """Take the problems that kept the last press at the form from being done."""
        refused: dict[str, Sequence[Problem]] = st.session_state.get(REFUSED, {})
        return refused.pop(self.place, ())

    def _write(self, changes: Sequence[TypedChange]) -> Sequence[Problem]:
        return saving.write_typed(lambda db: typed_fields.save_typed(db, self.plan, self.form, changes))


def open_typing(page: Page, plan: str | None, owner: str | None, form: str) -> FormTyping:
    """Open what is typed in a form of an institution's plan, or of one still to be made."""
    return FormTyping(page, plan, owner, form, read_typed(page, plan, owner).get(form, {}))


def read_typed(page: Page, plan: str | None, owner: str | None) -> dict[str, dict[str, TypedField]]:
    """Read what is typed of a plan, by form and field; nothing for a reader who may not draft it."""
    # Read at each run: it is no part of the data's version, by which reads are kept.
    drafts, by = frozenset({owner} if owner else ()), page.reader
    with session.open_reading(find_database_url(), sees=EVERYTHING, drafts=drafts, own=by.key) as db:
        return typed_fields.read_typed(db, plan, by)


def show_clashes(typing: FormTyping, above: DeltaGenerator) -> None:
    """Show above a form what was typed in it and is also something else by now."""
    with above.container():
        for clash in typing.clashes:
            _show_clash(typing, clash)


def say_kept(typing: FormTyping) -> str:
    """Say that what was typed is kept, since when and by whom; empty where nothing is typed."""
    last = max(typing.saved.values(), key=lambda one: one.saved_at, default=None)
    if last is None:
        return ""
    page = typing.page
    by = page.t("editor.you") if last.person == page.reader.key else last.person
    return page.t("editor.typed", moment=page.words.moment(last.saved_at), by=by)


def _show_clash(typing: FormTyping, clash: Clash) -> None:
    t, field = typing.page.t, clash.field
    own, other = (_shorten(field.say(text), t("editor.empty")) for text in (clash.change.text, clash.other))
    key = "editor.clash" if clash.by else "editor.clash_plan"
    key = "editor.clash_own" if clash.by == typing.page.reader.key else key
    screen.say(t(key, label=field.label, by=clash.by, own=own, other=other))
    with st.container(horizontal=True):
        for mine, key in ((True, "editor.keep_own"), (False, "editor.take_other")):
            name = f"{typing.place}|{field.name}|{key}"
            st.button(
                t(key, label=field.label),
                key=name,
                on_click=typing.settle,
                args=(clash,),
                kwargs={"own": mine},
            )


def _shorten(text: str, empty: str) -> str:
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
    return shown or empty


def find_unsettled(typing: FormTyping) -> list[Problem]:
    """Find what has to be settled before the form may be sent."""
    return [Problem("clash_unsettled", params={"label": clash.field.label}) for clash in typing.clashes]
