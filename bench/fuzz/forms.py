"""Input typed into forms: numbers, decisions, a plan's fields, goals as text, new plans and small entries."""

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
from bench.fuzz.runner import Broken, demand_words
from bench.fuzz.world import NOW, TODAY, World, make_link, show_plan
from db import session
from db.plans import decision_commands, definitions, plan_commands, plan_file, plan_queries, toml_text
from db.results import result_queries
from db.scope import EVERYTHING
from metrics.errors import InvalidInput, refuse
from metrics.facts import numbers
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan import terms
from metrics.score.preview import preview_score
from pages.admin.parts import draft, editor_sheet, preview_sheet
from pages.status.parts import decision_form
from pages.ui.draw.writer import Writer
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
    """A form, what is typed into it, and the chance that decides the rest."""

    form: str
    typed: tuple[Any, ...]
    chance: Random


class Forms:
    """Every form, without its controls."""

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
            "number": lambda chance: (type_number(chance), chance.choice(list(LANGUAGES))),
            "decision": self._make_decision,
            "fields": self._fields,
            "text": self._text,
            "new": self._new,
            **self._entries.makers,
        }

    def make(self, chance: Random) -> Given:
        """Fill in a form."""
        form = chance.choice(list(self._makers))
        return Given(form, self._makers[form](chance), chance)

    def give(self, given: object) -> None:
        """Send the form as the page does."""
        assert isinstance(given, Given)
        if given.form == "number":
            demand_number(*given.typed)
        elif given.form == "decision":
            self._decide(*given.typed)
        elif given.form in self._entries.commands:
            self._enter(given)
        else:
            self._save(given)

    def _make_decision(self, chance: Random) -> tuple[Any, ...]:
        plan = chance.choice(self._signed)
        goals = [goal.number for goal in plan.goals]
        day = chance.choice((plan.end, *DAYS))
        kind = chance.choice(list(DecisionKind))
        entered: dict[str, Any] = {"on": day, "by": type_words(chance), "reason": type_words(chance)}
        for name, value in (
            ("goal", chance.choice((*goals, hostile.choose_text(chance)))),
            ("until", chance.choice((plan.end, *DAYS))),
            ("points", type_number(chance)),
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

        self.world.try_change(change)
        self._show_kept(plan, Random(plan))  # noqa: S311 # no secret

    def _enter(self, given: Given) -> None:
        command = self._entries.commands[given.form]
        self.world.try_change(lambda db: command(db, *given.typed) or True)
        self._show_kept(given.chance.choice(self._signed).id, given.chance)

    def _fields(self, chance: Random) -> tuple[Any, ...]:
        """Retype some fields of a draft; sometimes leave out or add a part, as a form can."""
        file = chance.choice(self._drafts)
        data = plan_file.to_data(file)
        if chance.random() < 0.3:
            data = trees.mutate_tree(chance, data, self._trees)
        for holder, key in chance.sample(
            parts := list(trees.list_parts(data)), min(len(parts), chance.randint(1, 4))
        ):
            if not isinstance(holder[key], dict | list):
                _retype(chance, holder, key)
        return data, 1 if chance.random() < 0.9 else chance.choice((0, 2, -1))

    def _text(self, chance: Random) -> tuple[Any, ...]:
        """Change one goal as text."""
        file = chance.choice(self._drafts)
        data = plan_file.to_data(file)
        goal = chance.choice(data["goals"])
        text = toml_text.dump_toml({"goals": [goal]})
        text = hostile.change_bytes(chance, text.encode()).decode("utf-8", "replace")
        return data, goal["number"], text

    def _new(self, chance: Random) -> tuple[Any, ...]:
        head = {
            "title": type_words(chance),
            "id": chance.choice(("ny", "ny-2027", type_words(chance))),
            "department": type_words(chance),
        }
        days = {
            name: chance.choice((date(2027, 1, 1), date(2027, 12, 31), *DAYS, None))
            for name in ("start", "end")
        }
        owner = {
            "id": chance.choice(("nyt", type_words(chance))),
            "name": type_words(chance),
            "ministry_area": type_words(chance),
        }
        filled = {name: value for name, value in {**head, **days}.items() if value not in (None, "")}
        return filled, chance.choice((owner, {})), type_words(chance)

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
                demand_words(tuple(draft.rewrite_problems(wrong.problems, Words(lang))))
            raise
        if added:
            self._show_kept(plan.id, given.chance)

    @staticmethod
    def _sent(given: Given) -> tuple[dict[str, Any], int]:
        """Make what the page hands over: the plan's data, and the version it was changed from."""
        if given.form == "new":
            head, institution, first_goal = given.typed
            return draft.make_plan(head, institution, first_goal, TODAY), 0
        if given.form == "fields":
            data, version = given.typed
            return deepcopy(data), version
        data, number, text = given.typed
        only = draft.find_only_goal(toml_text.parse_toml(text))
        if only is None:
            raise refuse("one_goal_needed")
        return draft.replace_goal(data, number, only), 1

    def _show_kept(self, plan: str, chance: Random) -> None:
        if chance.random() < SHOWN:
            show_plan(self.world.url, plan, chance)
            self._show_in_editor(plan, Words(chance.choice(list(LANGUAGES))))
        self.world.demand_chain(chance)

    def _show_in_editor(self, key: str, words: Words) -> None:
        """Draw what the editor shows of a plan."""
        with session.open_reading(self.world.url, sees=EVERYTHING) as db:
            plan, catalogue, seen = (
                plan_queries.read_plan(db, key),
                definitions.read_catalogue(db),
                result_queries.read_observations(db),
            )
            data = plan_file.to_data(plan_queries.read_plan_file(db, key))
        score = preview_score(plan, seen, catalogue)
        writer = Writer(catalogue, words, make_link)
        preview_sheet.draw_preview(score, writer, plan.year - 1)
        editor_sheet.draw_draft_goals(score, plan, writer, may_draft=True)
        for goal in data["goals"]:
            draft.fits_forms(goal, plan.year)
            toml_text.dump_toml({"goals": [goal]})


NEEDS = {
    DecisionKind.NEAR_MISS: ("goal",),
    DecisionKind.DEVIATION: ("goal", "until"),
    DecisionKind.TOTAL: ("points",),
    DecisionKind.PAY: ("points",),
    DecisionKind.REVOKED: ("revokes",),
}


def demand_number(text: str, lang: str) -> None:
    """Demand that a number is read as it is written, or not at all."""
    words = Words(lang)
    found = draft.read_typed_number(text)
    plain = draft.write_input(found, words)
    if isinstance(found, Decimal) and draft.read_typed_number(plain) != found:
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


def type_number(chance: Random) -> str:
    """Type something where a number is asked for."""
    plain = chance.choice(NUMBERS)
    match chance.randrange(4):
        case 0:
            return hostile.choose_text(chance)
        case 1:
            return hostile.change_text(chance, plain)
        case 2:
            return f"{chance.uniform(-200, 200):.{chance.randint(0, 11)}f}".replace(".", chance.choice(".,"))
        case _:
            return plain


def type_words(chance: Random) -> str:
    """Type something where words are asked for."""
    return chance.choice(("Departementschef", "Kvartalsmøde", hostile.choose_text(chance)))


def _retype(chance: Random, holder: Any, key: Any) -> None:
    old = holder[key]
    if isinstance(old, Decimal | int) and not isinstance(old, bool):
        holder[key] = draft.read_typed_number(type_number(chance))
    elif isinstance(old, date):
        holder[key] = chance.choice(DAYS)
    elif isinstance(holder, dict):
        draft.put_value(
            holder,
            key,
            chance.choice((type_words(chance), hostile.change_text(chance, str(old)), type_number(chance))),
        )
