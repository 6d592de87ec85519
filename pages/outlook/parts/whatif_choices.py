"""The controls of a what-if: for each goal in which way it is supposed. What is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import streamlit as st

from metrics.followup.outlook import Outlook
from metrics.plan.model import Goal, Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.status import Status
from metrics.whatif import assumptions
from metrics.whatif.pivotal import Pivot
from metrics.whatif.whatif import AROUND, Suppositions
from pages.outlook.parts import whatif_address, whatif_goal, whatif_reads, whatif_sheet
from pages.outlook.parts.whatif_address import WhatIfRequest
from pages.outlook.parts.whatif_goal import SupposedMode
from pages.ui import frame
from pages.ui.draw import marks
from pages.ui.frame import Page
from pages.ui.moments import JudgedMoment
from pages.ui.widgets import follow_address, follow_day
from words import problems
from words.language import LANGUAGES, Words

OUTCOME, DECISIVE = "whatif-outcome", "whatif-decisive"
"""The parts of the page in which no goal is set, and that go by what is set of all of them."""

FOLDED = TABLE, WAYS, SIDE_BY_SIDE = "whatif_table", "whatif_ways", "scenario_compare"
"""What goes by it too, while it is unfolded."""

_STEP = 5  # pct.


def read_current(moment: JudgedMoment, plan: Plan) -> WhatIfRequest:
    """What the address supposes of a plan as it stands in it at this moment."""
    return whatif_address.read_request(st.query_params.to_dict(), plan, moment.facts, moment.catalogue)


def tell_problems(page: Page, plan: Plan, asked: WhatIfRequest) -> None:
    """Everything in the address that cannot be used."""
    told = dict.fromkeys(problems.describe_problem(problem, page.words) for problem in asked.wrong)
    if told:
        frame.draw(marks.draw_problems(page.t("whatif.left_out"), list(told)))
    if asked.wanted_refused:
        most = int(plan.scoring.possible)
        frame.say(page.t("whatif.wanted_unknown", value=asked.wanted_refused, most=most))


def show_goals(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """Every goal with its controls, and the button that puts all of them back."""
    frame.draw(whatif_sheet.draw_heading(page.words))
    pivotal = whatif_reads.read_pivots(moment, plan.id, Suppositions(), Fraction(asked.wanted))
    goals = _ordered(moment.scores[plan.id], pivotal)
    for score in goals:
        with st.container(key=f"m-goal-{score.goal.number}", gap="small"):
            _Controls(page, moment, moment.outlooks[plan.id], asked.changes, score).show()
    st.button(
        page.t("whatif.reset_all"),
        key="whatif_reset_all",
        on_click=_reset_all(goals),
        disabled=not whatif_address.write_query(asked.changes),
    )


def _ordered(score: Score, pivotal: Sequence[Pivot]) -> list[GoalScore]:
    """The goals, those first that decide most of the total; none that have been withdrawn."""
    place = {pivot.number: at for at, pivot in enumerate(pivotal)}
    there = [goal for goal in score.goals if goal.status is not Status.WITHDRAWN]
    return sorted(there, key=lambda goal: place.get(goal.goal.number, len(place)))


def show_questions(page: Page, moment: JudgedMoment, plan: Plan, asked: WhatIfRequest) -> None:
    """The sliders on the total that is asked about, and on how much the goals swing together."""
    one, other = st.columns(2, vertical_alignment="bottom")
    with one:
        _points(page, plan, asked.wanted)
    with other:
        _correlation(page, moment, plan, asked.changes.rho)


def _points(page: Page, plan: Plan, wanted: int) -> None:
    most = int(plan.scoring.possible)
    usual = int(most * whatif_address.USUAL_SHARE)

    def write() -> None:
        picked = st.session_state[whatif_address.WANTED]
        _write({whatif_address.WANTED: "" if picked == usual else str(picked)})

    st.select_slider(
        page.t("whatif.wanted"),
        range(most + 1),
        follow_address(whatif_address.WANTED, wanted),
        key=whatif_address.WANTED,
        on_change=write,
        format_func=_counts(page.words, most).__getitem__,
    )


def _correlation(page: Page, moment: JudgedMoment, plan: Plan, rho: float) -> None:
    key = whatif_address.CORRELATION

    def write() -> None:
        _suppose(moment, plan, lambda changes: replace(changes, rho=st.session_state[key]))

    options = sorted({rho, *(n / 10 for n in range(11))})
    st.select_slider(
        page.t("whatif.correlation"),
        options,
        follow_address(key, rho),
        key=key,
        on_change=write,
        format_func=page.words.number,
    )


def show_ranking(page: Page, goals: Sequence[GoalScore], easiest: tuple[str, ...] | None) -> None:
    """The goals in the reader's own order, the easiest first; those left out are not counted on."""
    names = {score.goal.number: f"{score.goal.number} {score.goal.title}" for score in goals}
    key = whatif_address.RANKED

    def write() -> None:
        _write({key: " ".join(st.session_state[key])})

    st.multiselect(
        page.t("whatif.easiest"),
        list(names),
        follow_address(key, [number for number in easiest or () if number in names]),
        key=key,
        format_func=names.__getitem__,
        on_change=write,
        placeholder=page.t("whatif.easiest_none"),
    )


@dataclass(frozen=True, slots=True)
class _Controls:
    """The controls of one goal."""

    page: Page
    moment: JudgedMoment
    outlook: Outlook
    changes: Suppositions
    score: GoalScore

    @property
    def goal(self) -> Goal:
        return self.score.goal

    @property
    def plan(self) -> Plan:
        return self.outlook.score.plan

    @property
    def name(self) -> str:
        return f"{self.goal.number} {self.goal.title}"

    def show(self) -> None:
        """How the goal stands, in which way it is supposed, and the control that goes with that."""
        possible = self.plan.scoring.possible
        frame.draw(
            whatif_sheet.draw_goal(self.score, Fraction(possible), self.plan, self.page.words, self.page.link)
        )
        chosen = self._mode()
        if chosen is SupposedMode.PARTLY:
            self._share("whatif.credit", self.changes.credits[self.goal.number], _STEP, self._credited)
        elif chosen is SupposedMode.LIKELY:
            p = Fraction(repr(self.changes.likelihoods[self.goal.number]))
            self._share("whatif.likelihood", p, 0, self._likely)
        elif chosen is SupposedMode.CRITERIA:
            settable = whatif_goal.find_settable(self.goal, self.plan)
            for leaf in self.score.leaves():
                if leaf.criterion.number in settable:
                    self._criterion(leaf)
        if chosen is not SupposedMode.NOW:
            st.button(
                self.page.t("whatif.reset", goal=self.goal.number),
                key=f"whatif_reset|{self.goal.number}",
                on_click=self._reset,
                type="tertiary",
            )

    def _mode(self) -> SupposedMode:
        key, now = _mode_key(self.goal), whatif_goal.find_mode(self.changes, self.goal)
        if now is SupposedMode.NOW and st.session_state.get(key) is SupposedMode.CRITERIA:
            now = SupposedMode.CRITERIA  # chosen, and nothing of them set yet
        modes = [
            m
            for m in SupposedMode
            if m is not SupposedMode.CRITERIA or whatif_goal.find_settable(self.goal, self.plan)
        ]
        p_met = self.score.outcome.chance_of(self.score.outcome.most)

        def write() -> None:
            to = st.session_state[key]
            self._suppose(lambda changes: whatif_goal.switch_mode(changes, self.goal, to, p_met))

        label, words = self.name, self.page.words
        picked = st.radio(
            label,
            modes,
            modes.index(follow_address(key, now)),
            key=key,
            format_func=lambda mode: words.t(f"whatif.mode_{mode}"),
            on_change=write,
            horizontal=True,
            label_visibility="collapsed",
        )
        return picked or SupposedMode.NOW

    def _reset(self) -> None:
        st.session_state[_mode_key(self.goal)] = SupposedMode.NOW
        self._suppose(lambda changes: whatif_goal.switch_mode(changes, self.goal, SupposedMode.NOW, None))

    def _suppose(self, change: Callable[[Suppositions], Suppositions]) -> None:
        _suppose(self.moment, self.plan, change)

    def _share(
        self, label: str, now: Fraction, edge: int, put: Callable[[Suppositions, int], Suppositions]
    ) -> None:
        """A slider in percent; `edge` keeps it away from what is all or nothing."""
        key = f"{label}|{self.goal.number}"
        percent = round(now * 100)

        def write() -> None:
            self._suppose(lambda changes: put(changes, st.session_state[key]))

        options = sorted({percent, *range(edge, 101 - edge, edge or 1)})
        st.select_slider(
            self.page.t(label, goal=self.goal.number),
            options,
            follow_address(key, percent),
            key=key,
            on_change=write,
            format_func=self.page.words.percents().__getitem__,
        )

    def _credited(self, changes: Suppositions, percent: int) -> Suppositions:
        return replace(changes, credits={**changes.credits, self.goal.number: Fraction(percent, 100)})

    def _likely(self, changes: Suppositions, percent: int) -> Suppositions:
        return replace(changes, likelihoods={**changes.likelihoods, self.goal.number: percent / 100})

    def _criterion(self, leaf: CriterionScore) -> None:
        if leaf.criterion.milestone:
            self._day(leaf)
        else:
            self._value(leaf)

    def _value(self, leaf: CriterionScore) -> None:
        number, moment = leaf.criterion.number, self.moment
        of = assumptions.find_assumed_series(leaf.criterion, self.plan)
        assert of is not None
        series = moment.catalogue.indicators[of.series]
        now = self.changes.values.get(number)
        found = whatif_goal.make_scale(
            leaf,
            self.outlook.foresight.forecasts.get(number),
            assumptions.find_allowed_range(of, moment.facts, moment.catalogue),
            series.decimals,
            now,
        )
        key, words = f"value|{number}", self.page.words

        def write() -> None:
            value: Decimal = st.session_state[key]
            self._suppose(lambda changes: whatif_goal.set_value(changes, self.plan, number, value))

        def shown(value: Decimal) -> str:
            text = words.value(value, series.unit)
            return words.t("whatif.at_target", value=text) if value == found.target else text

        label = whatif_sheet.write_control_label(leaf, self.plan, moment.catalogue, words)
        place = follow_address(key, found.usual if now is None else now)
        st.select_slider(label, found.values, place, key=key, on_change=write, format_func=shown)
        said = words.t("whatif.unset") if now is None else ""
        frame.draw(whatif_sheet.draw_target_mark(found, said, series.unit, words))

    def _day(self, leaf: CriterionScore) -> None:
        number, plan = leaf.criterion.number, self.plan
        key = f"reached|{number}"

        def write() -> None:
            day: date | None = st.session_state[key]
            self._suppose(lambda changes: _dated(changes, number, day))

        follow_day(key, self.changes.days.get(number))
        st.date_input(
            whatif_sheet.write_control_label(leaf, plan, self.moment.catalogue, self.page.words),
            value=None,
            key=key,
            min_value=plan.start - AROUND,
            max_value=plan.end + AROUND,
            format=LANGUAGES[self.page.lang].calendar,
            on_change=write,
        )


# Streamlit asks twice for the label of each of a slider's hundred places, at every move.
@lru_cache(maxsize=32)
def _counts(words: Words, most: int) -> dict[int, str]:
    return {n: words.number(n) for n in range(most + 1)}


def _mode_key(goal: Goal) -> str:
    return f"mode|{goal.number}"


def _dated(changes: Suppositions, number: str, day: date | None) -> Suppositions:
    days = {other: known for other, known in changes.days.items() if other != number}
    return replace(changes, days=days | ({number: day} if day else {}))


def _reset_all(goals: Sequence[GoalScore]) -> Callable[[], None]:
    def write() -> None:
        for goal in goals:
            st.session_state[_mode_key(goal.goal)] = SupposedMode.NOW
        _write(dict.fromkeys(whatif_address.PARAMETERS, ""))

    return write


def _suppose(moment: JudgedMoment, plan: Plan, change: Callable[[Suppositions], Suppositions]) -> None:
    """Put a change of what is supposed into the address.

    Where only a figure has moved its control shows that by itself, and only what comes of it is drawn anew.
    """
    before = read_current(moment, plan)
    changes = dict.fromkeys(whatif_address.PARAMETERS, "") | whatif_address.write_query(
        change(before.changes)
    )
    _write(changes)
    after = read_current(moment, plan)
    told = before.wrong or after.wrong or any(st.session_state.get(key) for key in FOLDED)
    if not told and whatif_goal.is_only_moved(before.changes, after.changes):
        st.rerun([OUTCOME, DECISIVE])


def _write(said: Mapping[str, str]) -> None:
    """Put parameters into the address in one step, so that the back button takes one step back; empty ones go."""
    kept = {name: value for name, value in st.query_params.items() if name not in said}
    st.query_params.from_dict(kept | {name: value for name, value in said.items() if value})
