"""The fields of a report in a tab: each is saved as it is left, and nobody's newer text is written over unseen.

What the tab has last shown of each field is kept with the session. Where a control says something else, somebody typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from metrics.errors import Problem
from metrics.facts.tables.file_words import PROVISIONAL, YES
from metrics.report.draft_fields import DraftField, FieldChange, ReportDraft
from pages.cycle.parts.entry_text import TICKS
from pages.ui import screen
from pages.ui.draw.html import fill
from pages.ui.page import Page
from words.problems import describe_problem

Place = tuple[str, str]
"""A line and a field."""
Save = Callable[[Sequence[FieldChange]], tuple[ReportDraft | None, Sequence[Problem]]]
"""Saves changes, all or none: the draft they are in, or what keeps them from being saved."""
Control = str | bool | None
CHANGED, AWAY = "field_changed_since", "database_away"
UNSEEN = -1
"""The version of a field whose text the tab has not shown."""


@dataclass(frozen=True, slots=True)
class SeenField:
    """What a tab has last shown of a field."""

    text: str = ""
    version: int = 0

    @classmethod
    def of(cls, field: DraftField | None) -> SeenField:
        """What stands in a field; nothing where there is none."""
        return cls(field.text, field.version) if field else cls()


class DraftForm:
    """The fields of one report as a tab shows them."""

    def __init__(self, page: Page, name: str, save: Save) -> None:
        self.page, self.draft = page, ReportDraft()
        self._name, self._save = f"draft|{name}", save
        self._seen: dict[Place, SeenField] = st.session_state.setdefault(f"seen|{name}", {})
        self._sent: set[tuple[Place, str]] = st.session_state.setdefault(f"sent|{name}", set())
        self._refused: dict[Place, Problem] = st.session_state.setdefault(f"refused|{name}", {})

    def take_typed(self, draft: ReportDraft) -> bool:
        """Take in a draft as it stands now, and save what was typed since; tell whether it is another now."""
        self.draft = draft
        changes = [change for place in list(self._seen) if (change := self._compare(place))]
        return self._save_typed(changes)

    def put(self, texts: Mapping[Place, str]) -> Sequence[Problem]:
        """Put texts in fields, all or none; return what keeps them from being saved. They show at the next run."""
        stands = {place: self.draft.fields.get(place) for place in texts}
        changes = [
            FieldChange(*place, text, SeenField.of(stands[place]).version) for place, text in texts.items()
        ]
        _, problems = self._save(changes)
        return problems

    def _save_typed(self, changes: Sequence[FieldChange]) -> bool:
        """Save what was typed, together, and where that is refused each by itself; tell whether the draft has moved."""
        if not changes:
            return False
        draft, problems = self._save(changes)
        if draft:
            for change in changes:
                self._refused.pop(change.place, None)
                self._sent.difference_update([one for one in self._sent if one[0] == change.place])
                self._seen[change.place] = SeenField.of(draft.fields.get(change.place))
            return True
        if problems[0].code == AWAY:
            # It may be saved though the answer did not come: what stands there then is this tab's own.
            self._sent.update((change.place, change.text) for change in changes)
        if len(changes) > 1:
            moved = [self._save_typed([change]) for change in changes]
            return any(moved)
        if problems[0].code == CHANGED:
            return True
        self._refused[changes[0].place] = replace(problems[0], place="")
        return False

    def write(
        self, line: str, name: str, label: str, *, area: bool = False, filled: str = "", **look: object
    ) -> str:
        """Show a field for text, `filled` with something while nobody has touched it; return what stands in it."""
        control: Callable[..., str] = st.text_area if area else st.text_input
        extra = {} if area else {"autocomplete": "off"}
        return self._show(
            line, name, lambda text, key: control(label, text, key=key, **extra, **look), filled
        )

    def tick(self, line: str, name: str, label: str) -> str:
        """Show a field that is ticked or not; return what stands in it."""
        return self._show(line, name, lambda text, key: st.checkbox(label, _is_yes(text), key=key))

    def choose(
        self, line: str, name: str, label: str, options: Sequence[str], shown: Callable[[str], str]
    ) -> str:
        """Show a field with words to choose among; return the one that stands in it."""

        def control(text: str, key: str) -> Control:
            chosen = text if text in options else None
            return st.segmented_control(
                label, options, default=chosen, key=key, format_func=shown, label_visibility="collapsed"
            )

        return self._show(line, name, control)

    def _key(self, place: Place) -> str:
        return "|".join([self._name, *place])

    def _show(self, line: str, name: str, control: Callable[[str, str], Control], filled: str = "") -> str:
        place = (line, name)
        fresh = place not in self._seen
        stands = self.draft.fields.get(place)
        seen = self._seen.setdefault(place, SeenField.of(stands) if stands else SeenField(filled))
        value = control(seen.text, self._key(place))
        if fresh and seen.version and _differs(value, seen.text):
            # Typed in this tab before the server forgot it: what stands there now was never seen beside it.
            self._seen[place] = replace(seen, version=UNSEEN)
        self._tell_conflict(place, value)
        if problem := self._refused.get(place):
            st.html(
                fill(
                    '<p class="m-entry-wrong" role="alert">{}</p>', describe_problem(problem, self.page.words)
                )
            )
        return _read_control(value)

    def _compare(self, place: Place) -> FieldChange | None:
        """Compare what a control says with what was seen and what stands; return what is to be saved."""
        key, seen, stands = self._key(place), self._seen[place], self.draft.fields.get(place)
        if key not in st.session_state:
            del self._seen[place]
            return None
        # Where nothing stands the tab may have shown what the field is filled with beforehand.
        value, now = st.session_state[key], SeenField.of(stands) if stands or seen.version else seen
        if (place, now.text) in self._sent:
            seen = self._seen[place] = now
        if _differs(value, seen.text) and _differs(value, now.text):
            return (
                FieldChange(*place, _read_control(value), now.version)
                if now.version == seen.version
                else None
            )
        if now != seen:
            self._seen[place] = now
            st.session_state[key] = _make_control(place, now.text)
        return None

    def _tell_conflict(self, place: Place, value: Control) -> None:
        """Tell that somebody else has written in a field meanwhile, and let one choose."""
        seen, stands = self._seen[place], self.draft.fields.get(place)
        if stands is None or stands.version == seen.version or not _differs(value, stands.text):
            return
        t, key, now = self.page.t, self._key(place), SeenField.of(stands)
        said = t(
            "report.changed_since",
            by=stands.person,
            at=self.page.words.moment(stands.saved_at),
            text=stands.text or t("report.nothing"),
        )
        screen.draw(fill('<p class="m-entry-ask" role="alert">{}</p>', said))

        def keep_theirs() -> None:
            self._seen[place] = now
            st.session_state[key] = _make_control(place, now.text)

        def keep_own() -> None:
            self._seen[place] = now

        with st.container(horizontal=True):
            st.button(t("report.keep_theirs"), key=f"theirs|{key}", on_click=keep_theirs)
            st.button(t("report.keep_own"), key=f"own|{key}", on_click=keep_own)


def _make_control(place: Place, text: str) -> Control:
    """Make what the control of a field says where a text stands in it."""
    name = place[1]
    if name in TICKS:
        return _is_yes(text)
    return text or None if name == "status" else text


def _is_yes(text: str) -> bool:
    return text.strip().casefold() in YES | PROVISIONAL


def _read_control(value: Control) -> str:
    """Read a control as the text of its field."""
    if isinstance(value, bool):
        return "ja" if value else ""
    return value or ""


def _differs(value: Control, text: str) -> bool:
    """Tell whether a control says something else than a text."""
    if isinstance(value, bool):
        return value is not _is_yes(text)
    return _read_control(value) != text
