"""The parties of `cpr-2017` at the dashboard: each acts by the controls of its own pages, on the day of the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from db.clock import CLOCK
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, rows
from words.site_map import BY_KEY

PLAN = "cpr-2017"
Said = dict[tuple[str, str], str]
"""What is typed or chosen, by line and field."""
Version = tuple[str, int]
"""A quarter, and the version of its report."""
NOW_KNOWN = re.compile(r'<td role="cell" data-label="Som kendt nu">.*?</td>')


def press(at: AppTest, label: str) -> AppTest:
    """Press a button by what stands on it; the page says that it was done."""
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception
    assert at.success or "er underskrevet" in text(at) or "er sendt" in text(at), plain(text(at))
    return at


def write(at: AppTest, label: str, words: str) -> None:
    """Write in the field with a label."""
    next(area for area in at.text_area if area.label == label).set_value(words)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The dashboard as the parties meet it, each in a tab of its own with its role in the address as in a trial."""

    open_page: Open
    patch: pytest.MonkeyPatch
    tabs: dict[str, AppTest] = field(default_factory=dict)

    def turn_to(self, day: str) -> None:
        """Let it be a day."""
        self.patch.setenv(CLOCK, day)

    def open(self, role: str, page: str, **query: str) -> AppTest:
        """Open a page of the plan in the tab of a party."""
        asked = {"plan": PLAN, "role": role, **query}
        if role not in self.tabs:
            self.tabs[role] = self.open_page(page, **asked)
            return self.tabs[role]
        at = self.tabs[role]
        at.switch_page(BY_KEY[page].script)
        at.query_params.clear()
        at.query_params.update(asked)
        return at.run()

    def propose(self) -> None:
        """Send the plan for signature as the controller."""
        press(self.open("controller", "plans", view="life"), "Send til underskrift")

    def sign(self, role: str, party: str) -> str:
        """Sign the plan for a party, with the reason that its provisional target takes; what the page says then."""
        at = self.open(role, "plans", view="life")
        at.text_area[0].set_value("Niveauet er aftalt.")
        return plain(text(press(at, f"Underskriv for {party}")))

    def fill_in(self, quarter: str, said: Said) -> str:
        """Fill in as the reporter; some fields show only once another is answered. What the page says then."""
        at, left = self.open("reporter", "report", quarter=quarter), dict(said)
        while left:
            controls = {control.key: control for control in (*at.text_input, *at.text_area)}
            controls |= {group.key: group for group in at.get("button_group")}
            keys = {place: f"draft|{PLAN}|{quarter}|{place[0]}|{place[1]}" for place in left}
            shown = [place for place in left if keys[place] in controls]
            assert shown, f"no field for {list(left)} in {plain(text(at))}"
            for place in shown:
                controls[keys[place]].set_value(left.pop(place))
            at.run()
        return plain(text(at))

    def act(self, role: str, quarter: str, label: str, words: tuple[str, str] | None = None) -> str:
        """Take a step of the institution, with words in their field; what the page says then."""
        at = self.open(role, "report", quarter=quarter)
        if words:
            write(at, *words)
        return str(press(at, label).success[0].value)

    def answer(self, quarter: str, row: str, kind: str, words: str = "", verdict: str = "") -> None:
        """Answer a row as the controller."""
        at, key = self.open("controller", "report", quarter=quarter), f"report {PLAN} {quarter} {row}"
        if verdict:
            at.selectbox(key=f"{key} word").set_value(verdict)
        if words:
            at.text_area(key=f"{key} words").input(words)
        at.button(key=f"{key} {kind}").click().run()
        assert at.success, plain(text(at))

    def receive(self, quarter: str) -> None:
        """Receive the report as the controller."""
        press(self.open("controller", "report", quarter=quarter), "Modtag indberetningen")

    def withdraw(self, goal: str, figure: str, reason: str) -> str:
        """Take a reported figure back as the reporter, on the page of its goal; what the page says then."""
        at = self.open("reporter", "goal", goal=goal)
        lines = [plain(line) for line in at.selectbox(key="withdrawal").options]
        at.selectbox(key="withdrawal").select_index(lines.index(figure))
        write(at, "Begrundelse", reason)
        return str(press(at, "Træk tallet tilbage").success[0].value)

    def read_version(self, version: Version) -> str:
        """The page of a version as it was received, as the controller sees it, as HTML."""
        quarter, number = version
        html = text(self.open("controller", "report", quarter=quarter, version=str(number)))
        assert f"Viser version {number}, modtaget" in plain(html)
        return html

    def read_receipt(self, version: Version) -> list[str]:
        """The rows of a version as it was received, without what is known now."""
        return rows(NOW_KNOWN.sub("", self.read_version(version)))
