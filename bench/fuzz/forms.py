"""What is typed into forms: numbers, decisions, a plan's fields and goals as text, a new plan, and small entries."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from bench.fuzz import hostile, trees
from bench.fuzz.entries import Entries
from bench.fuzz.runner import Broken, in_words
from bench.fuzz.world import NOW, TODAY, World, link, show
from db import session
from db.plans import decision_commands, definitions, plan_commands, plan_file, plan_queries
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.errors import InvalidInput, refuse
from metrics.facts import numbers
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan import terms
from metrics.score.preview import preview_score
from pages.admin.parts import draft, editor_sheet
from pages.status.parts import decision_form
from words.language import LANGUAGES, Words

NUMBERS = (
    "90",
    "92,5",
    "1.234",
    "1,234",
    "-4,25",
    "0",
    "12.345.678",
    "99,999999999",
    "1000000000000000",
    "100",
)
DAYS = (TODAY, date(2018, 3, 1), date(2017, 6, 30), terms.FIRST_DAY, terms.LAST_DAY, date.min, date.max)
SHOWN = 0.3


@dataclass(frozen=True, slots=True)
class Given:
    """Which form, what is typed into it, and what further is left to chance."""

    form: str
    typed: tuple[Any, ...]
    chance: Random


class Forms:
    """Every form, below its controls."""

    def __init__(self, world: World) -> None:
        self.world = world
        with session.open_reading(world.url, sees=EVERYTHING) as db:
            files = [plan_queries.read_plan_file(db, plan.id) for plan in plan_queries.read_plans(db)]
            owners = definitions.read_catalogue(db).institutions.values()
        self._signed = [file for file in files if file.locked]
        self._drafts = [file for file in files if not file.locked]
        self._trees = [plan_file.to_data(file) for file in files]
        self._entries = Entries(files, {owner.id: owner.ministry_area for owner in owners})
        self._makers: dict[str, Callable[[Random], tuple[Any, ...]]] = {
            "number": lambda chance: (typed(chance), chance.choice(list(LANGUAGES))),
            "decision": self._a_decision,
            "fields": self._fields,
            "text": self._text,
            "new": self._new,
            **self._entries.makers,
        }

    def make(self, chance: Random) -> Given:
        """A form filled in."""
        form = chance.choice(list(self._makers))
        return Given(form, self._makers[form](chance), chance)

    def give(self, given: object) -> None:
        """Send it, as the page does."""
        assert isinstance(given, Given)
        if given.form == "number":
            number(*given.typed)
        elif given.form == "decision":
            self._decide(*given.typed)
        elif given.form in self._entries.commands:
            self._enter(given)
        else:
            self._save(given)

    def _a_decision(self, chance: Random) -> tuple[Any, ...]:
        plan = chance.choice(self._signed)
        goals = [goal.number for goal in plan.goals]
        day = chance.choice((plan.end, *DAYS))
        kind = chance.choice(list(DecisionKind))
        entered: dict[str, Any] = {"on": day, "by": said(chance), "reason": said(chance)}
        for name, value in (
            ("goal", chance.choice((*goals, hostile.text(chance)))),
            ("until", chance.choice((plan.end, *DAYS))),
            ("points", typed(chance)),
            ("revokes", chance.choice((0, 1, -1, 2**31 - 1))),
        ):
            if chance.random() < (0.9 if name in NEEDS.get(kind, ()) else 0.1):
                entered[name] = value
        return plan.id, kind, entered

    def _decide(self, plan: str, kind: DecisionKind, entered: dict[str, Any]) -> None:
        given = dict(entered)

        def change(db: Session) -> int:
            if "points" in given:
                given["points"] = decision_form._figure(given["points"])
            return decision_commands.record_decision(db, Decision(plan, kind, **given), NOW)

        self.world.taken(change)
        self._kept(plan, Random(plan))  # noqa: S311 # no secret

    def _enter(self, given: Given) -> None:
        command = self._entries.commands[given.form]
        self.world.taken(lambda db: command(db, *given.typed) or True)
        self._kept(given.chance.choice(self._signed).id, given.chance)

    def _fields(self, chance: Random) -> tuple[Any, ...]:
        """A draft with some of its fields typed anew; a few ways a form can also leave out or add a part."""
        file = chance.choice(self._drafts)
        data = plan_file.to_data(file)
        if chance.random() < 0.3:
            data = trees.mutated(chance, data, self._trees)
        for holder, key in chance.sample(
            parts := list(trees.parts(data)), min(len(parts), chance.randint(1, 4))
        ):
            if not isinstance(holder[key], dict | list):
                _retyped(chance, holder, key)
        return data, 1 if chance.random() < 0.9 else chance.choice((0, 2, -1))

    def _text(self, chance: Random) -> tuple[Any, ...]:
        """One goal as text."""
        file = chance.choice(self._drafts)
        data = plan_file.to_data(file)
        goal = chance.choice(data["goals"])
        text = plan_file.dump_toml({"goals": [goal]})
        text = hostile.changed(chance, text.encode()).decode("utf-8", "replace")
        return data, goal["number"], text

    def _new(self, chance: Random) -> tuple[Any, ...]:
        head = {
            "title": said(chance),
            "id": chance.choice(("ny", "ny-2027", said(chance))),
            "department": said(chance),
        }
        days = {
            name: chance.choice((date(2027, 1, 1), date(2027, 12, 31), *DAYS, None))
            for name in ("start", "end")
        }
        owner = {
            "id": chance.choice(("nyt", said(chance))),
            "name": said(chance),
            "ministry_area": said(chance),
        }
        filled = {name: value for name, value in {**head, **days}.items() if value not in (None, "")}
        return filled, chance.choice((owner, {})), said(chance)

    def _save(self, given: Given) -> None:
        try:
            data, version = self._sent(given)
            plan = plan_file.check_plan(data)
            with session.open_writing(self.world.url, session.MACHINE) as db:
                plan_commands.expect_version(db, plan.id, version)
                added = plan_commands.import_plan(db, plan, NOW)
        except InvalidInput as wrong:
            self.world.demand_unchanged()
            for lang in LANGUAGES:
                in_words(tuple(draft.rewrite_problems(wrong.problems, Words(lang))))
            raise
        if added:
            self._kept(plan.id, given.chance)

    @staticmethod
    def _sent(given: Given) -> tuple[dict[str, Any], int]:
        """What the page hands over: the plan's data, and the version it was changed from."""
        if given.form == "new":
            head, institution, first_goal = given.typed
            return draft.make_plan(head, institution, first_goal, TODAY), 0
        if given.form == "fields":
            data, version = given.typed
            return deepcopy(data), version
        data, number, text = given.typed
        only = draft.find_only_goal(plan_file.parse_toml(text))
        if only is None:
            raise refuse("one_goal_needed")
        return draft.replace_goal(data, number, only), 1

    def _kept(self, plan: str, chance: Random) -> None:
        if chance.random() < SHOWN:
            show(self.world.url, plan, chance)
            self._edited(plan, Words(chance.choice(list(LANGUAGES))))
        self.world.accepted(chance)

    def _edited(self, key: str, words: Words) -> None:
        """What the editor shows of it."""
        with session.open_reading(self.world.url, sees=EVERYTHING) as db:
            plan, catalogue, seen = (
                plan_queries.read_plan(db, key),
                definitions.read_catalogue(db),
                result_queries.read_observations(db),
            )
            data = plan_file.to_data(plan_queries.read_plan_file(db, key))
        score = preview_score(plan, seen, catalogue)
        editor_sheet.draw_preview(score, plan, catalogue, words)
        editor_sheet.draw_draft_goals(score, plan, catalogue, words, link)
        for goal in data["goals"]:
            draft.fits_forms(goal, plan.year)
            plan_file.dump_toml({"goals": [goal]})


NEEDS = {
    DecisionKind.NEAR_MISS: ("goal",),
    DecisionKind.DEVIATION: ("goal", "until"),
    DecisionKind.TOTAL: ("points",),
    DecisionKind.PAY: ("points",),
    DecisionKind.REVOKED: ("revokes",),
}


def number(text: str, lang: str) -> None:
    """A number is read as it is written, or not at all."""
    words = Words(lang)
    found = draft.read_typed_number(text, words)
    plain = draft.write_input(found, words)
    # What looks like thousands when it is written back is asked about once more, and may not be read.
    if isinstance(found, Decimal) and draft.read_typed_number(plain, words) not in (found, plain):
        raise Broken(f"{text!r} is read as {found}, and {plain!r} as something else")
    whole = draft.read_typed_whole(text)
    if isinstance(whole, int) and str(whole) != text.strip().lstrip("0") and whole:
        raise Broken(f"{text!r} is read as {whole}")
    exact = numbers.read_number(text)
    if exact is not None:
        words.number(exact)
    draft.find_next_number([text[:20]])
    draft.write_place(text, words)
    draft.write_place(f"goals[{text}].criteria[1.1].compare.target.by_year[2017].number", words)


def typed(chance: Random) -> str:
    """What somebody types where a number is asked for."""
    plain = chance.choice(NUMBERS)
    match chance.randrange(4):
        case 0:
            return hostile.text(chance)
        case 1:
            return hostile.written(chance, plain)
        case 2:
            return f"{chance.uniform(-200, 200):.{chance.randint(0, 11)}f}".replace(".", chance.choice(".,"))
        case _:
            return plain


def said(chance: Random) -> str:
    """What somebody types where words are asked for."""
    return chance.choice(("Departementschef", "Kvartalsmøde", hostile.text(chance)))


def _retyped(chance: Random, holder: Any, key: Any) -> None:
    words = Words(chance.choice(list(LANGUAGES)))
    old = holder[key]
    if isinstance(old, Decimal | int) and not isinstance(old, bool):
        holder[key] = draft.read_typed_number(typed(chance), words)
    elif isinstance(old, date):
        holder[key] = chance.choice(DAYS)
    elif isinstance(holder, dict):
        draft.put_value(
            holder, key, chance.choice((said(chance), hostile.written(chance, str(old)), typed(chance)))
        )
