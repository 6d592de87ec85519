"""Checks the words: every key the code asks for is there in Danish and English, and fits its use."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from db.audit.exports import Export
from metrics.access import Action, Role
from metrics.algebra.tree import Rule
from metrics.facts.decisions import WITH_FIGURE, DecisionKind
from metrics.facts.schema import EventKind
from metrics.followup.deadlines import Duty
from metrics.foresight.forecast import Method, SilenceReason
from metrics.periods import Frequency
from metrics.plan.criteria import TESTS
from metrics.plan.terms import Better, GoalKind, Operator, Over, Party, Precision, Stage, Unit, Weights
from metrics.score import advice
from metrics.status import Status
from metrics.whatif.scenario import BasisPart as ScenarioPart
from metrics.whatif.scenario import PartChange
from pages.outlook.parts import subscription
from pages.outlook.parts.whatif_goal import SupposedMode
from words import audit_entry

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "words" / "locales"
LANGUAGES = ("da", "en")
CODE = ("metrics", "db", "words", "export", "service", "pages", "terminal", "app.py", "server.py", "cli.py")

# Families whose keys are put together at run time, with the endings that must all have words where they are known.
FAMILIES: dict[str, list[str]] = {
    "action.": [action.value for action in Action],
    "bar.": [],
    "calibration.": ["count", "foretold", "held", "sure", "sure_held", "doubted", "doubted_held"],
    "chart.": [],
    "criterion.": [kind.value for kind in EventKind],
    "cli.deadlines_": [],
    "deadline.": [duty.value for duty in Duty],
    "decision.": [kind.value for kind in DecisionKind],
    "editor.better.": [better.value for better in Better],
    "editor.field.": [],
    "editor.frequency.": [frequency.value for frequency in Frequency],
    "editor.hint.": [],
    "editor.now_": [],
    "editor.operator.": [operator.name.lower() for operator in Operator],
    "editor.over.": [over.value for over in Over if over is not Over.WEIGHTED],
    "editor.part.": [],
    "editor.party.": [party.value for party in Party],
    "editor.place.": [],
    "editor.rule.": [rule.value for rule in Rule],
    "editor.test.": [*TESTS],
    "editor.weights.": [weights.value for weights in Weights],
    "error.": [],
    "ahead.kind_": [duty.value for duty in Duty],
    "export.side_": ["actual", "reference", "aim"],
    "form.kind_": [kind.value for kind in DecisionKind],
    "form.points_": [kind.value for kind in WITH_FIGURE],
    "guide.": list(advice.RULES),
    "kind.": [kind.value for kind in GoalKind],
    "method.": [method.value for method in Method],
    "month.": [str(month) for month in range(1, 13)],
    "page.": [],
    "risk.own_": [EventKind.IN_DOUBT.value, EventKind.EXPECTED_NOT_MET.value],
    "risk.span_": [frequency.value for frequency in Frequency],
    "silence.": [reason.value for reason in SilenceReason if reason is not SilenceReason.DEFINITION_CHANGED],
    "silence_since.": ["too_few_values", "too_few_years", "no_volume", "definition_changed"],
    "party.": [party.value for party in Party],
    "plan.weights_": [weights.value for weights in Weights],
    "record.": [f"any_{name}" for name in ("person", "kind", "institution")],
    "record.break_": ["add", "retract"],
    "record.decision_": [kind.value for kind in DecisionKind],
    "record.did_": [*audit_entry.VERBS],
    "record.file_": [what.value for what in Export],
    "record.kind_": [*audit_entry.KINDS],
    "record.scenario_": ["save", "change", "remove"],
    "role.": [role.value for role in Role],
    "scenario.how_": [how.value for how in PartChange],
    "scenario.part_": [part.value for part in ScenarioPart],
    "spark.": [],
    "precision.": [precision.value for precision in Precision],
    "stage.": [stage.value for stage in Stage],
    "status.": [status.value for status in Status],
    "unit.": [unit.value for unit in Unit],
    "unit_name.": [unit.value for unit in Unit],
    "whatif.linked_": ["apart", "chosen", "together"],
    "whatif.mode_": [mode.value for mode in SupposedMode],
    "subscription.step_": [*subscription.STEPS],
    "why.aim_": [],
    "why.assessed_": [],
    "why.operator.": [operator.name.lower() for operator in Operator],
    "why.rule.": [rule.value for rule in Rule],
}

TRANSLATORS = {"t", "n", "_"}
PROBLEM_MAKERS = {"Problem", "refuse"}  # their first argument is a code whose words stand under "error."


@dataclass(frozen=True, slots=True)
class Use:
    """One place in the code that asks for words. `given` is None where its parameters cannot be read."""

    key: str
    place: str
    given: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Family:
    """One place that puts a key together from a fixed beginning and something known only at run time."""

    prefix: str
    place: str


Words = dict[str, tuple[str, ...]]


def main() -> int:
    """Print every problem with its place; 1 if there is any."""
    missing = [path for path in map(catalogue_path, LANGUAGES) if not path.exists()]
    if missing:
        problems = [f"{path.relative_to(ROOT)}: the catalogue is missing" for path in missing]
    else:
        problems = sorted(find_problems())
    for problem in problems:
        print(problem)
    print(f"catalogues: {len(problems)} problem(s)")
    return 1 if problems else 0


def find_problems() -> Iterator[str]:
    """All problems of the catalogues and of the code that uses them."""
    catalogues = {language: read_words(language) for language in LANGUAGES}
    for language in LANGUAGES:
        yield from slips(language)
    yield from differences(catalogues)
    trees = list(parse_code())
    requests = [request for path, tree in trees for request in requests_in(tree, path)]
    words = catalogues[LANGUAGES[0]]
    yield from wrong_uses([use for use in requests if isinstance(use, Use)], words)
    yield from undeclared([family for family in requests if isinstance(family, Family)])
    yield from gaps_in_families(words)
    yield from unused(words, requests, [tree for _, tree in trees])


def catalogue_path(language: str) -> Path:
    """Where the words of a language stand."""
    return LOCALES / language / "LC_MESSAGES" / "maalstreg.po"


def messages(language: str) -> list[Message]:
    """The messages of a language, without the header."""
    with catalogue_path(language).open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def key_of(message: Message) -> str:
    """The key; a plural message's is its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def texts_of(message: Message) -> tuple[str, ...]:
    """All forms of a message: one, or singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def read_words(language: str) -> Words:
    """Each key's texts in a language."""
    return {key_of(message): texts_of(message) for message in messages(language)}


def slips(language: str) -> Iterator[str]:
    """What is wrong within one catalogue: a key given twice, no words, half a plural, unfinished work."""
    source = catalogue_path(language).read_text(encoding="utf-8")
    repeated = Counter(re.findall(r'^msgid "(.+)"$', source, re.MULTILINE))
    yield from (f"{language}: {key} stands {count} times" for key, count in repeated.items() if count > 1)
    for message in messages(language):
        texts = texts_of(message)
        if not all(text.strip() for text in texts):
            yield f"{language}: {key_of(message)} has no words"
        if message.pluralizable and len(texts) != 2:
            yield f"{language}: {key_of(message)} needs a singular and a plural"
        if message.fuzzy:
            yield f"{language}: {key_of(message)} is marked fuzzy"


def differences(catalogues: dict[str, Words]) -> Iterator[str]:
    """Keys that one language lacks, and parameters that one language leaves out."""
    first, second = LANGUAGES
    for language, other in ((first, second), (second, first)):
        for key in catalogues[other].keys() - catalogues[language].keys():
            yield f"{language}: {key} is missing ({other} has it)"
    for key in catalogues[first].keys() & catalogues[second].keys():
        here, there = placeholders(catalogues[first][key]), placeholders(catalogues[second][key])
        if here != there:
            yield f"{key}: parameters differ, {first} has {sorted(here)}, {second} has {sorted(there)}"
        if len(catalogues[first][key]) != len(catalogues[second][key]):
            yield f"{key}: only one language has a plural"


def placeholders(texts: Iterable[str]) -> set[str]:
    """The parameter names that the texts mention."""
    return {name.split(".")[0] for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def parse_code() -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file that can ask for words."""
    for name in CODE:
        path = ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
        for file in files:
            yield file, ast.parse(file.read_text(encoding="utf-8"), str(file))


def requests_in(tree: ast.Module, path: Path) -> Iterator[Use | Family]:
    """Every call that asks for words, or names a problem that has words."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            name = called_name(call)
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            if name in TRANSLATORS:
                yield from keys_of(call.args[0], "", place, given_to(call, plural=name == "n"))
            elif name in PROBLEM_MAKERS:
                yield from keys_of(call.args[0], "error.", place, given_to_problem(call))


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `page.t(...)` gives `t`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def given_to(call: ast.Call, *, plural: bool) -> frozenset[str] | None:
    """The parameters a translating call fills in; None where it passes a whole mapping on."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(str(keyword.arg) for keyword in call.keywords) | ({"count"} if plural else frozenset())


def given_to_problem(call: ast.Call) -> frozenset[str] | None:
    """The parameters a problem carries, its place among them; None where they cannot be read."""
    if len(call.args) > 2:
        return mapping_names(call.args[2])
    names = {word.arg for word in call.keywords}
    return None if names & {None, "params"} else frozenset(map(str, names)) | {"place"}


def mapping_names(node: ast.expr) -> frozenset[str] | None:
    """The parameters in a mapping that is written out, and the place, which every problem has."""
    if not isinstance(node, ast.Dict):
        return None
    names = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return frozenset(map(str, names)) | {"place"} if len(names) == len(node.keys) else None


def keys_of(node: ast.expr, prefix: str, place: str, given: frozenset[str] | None) -> Iterator[Use | Family]:
    """The keys an argument can become, as far as they can be read."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Use(prefix + node.value, place, given)
    elif isinstance(node, ast.IfExp):
        yield from keys_of(node.body, prefix, place, given)
        yield from keys_of(node.orelse, prefix, place, given)
    elif isinstance(node, ast.JoinedStr):
        head = node.values[0]
        start = head.value if isinstance(head, ast.Constant) and isinstance(head.value, str) else ""
        yield Family(prefix + start, place)


def wrong_uses(uses: Iterable[Use], words: Words) -> Iterator[str]:
    """Keys without words, and texts that mention something the call does not give."""
    for use in uses:
        if use.key not in words:
            yield f"{use.place}: {use.key} has no words"
        elif use.given is not None and (lacking := placeholders(words[use.key]) - use.given):
            yield f"{use.place}: {use.key} also needs {', '.join(sorted(lacking))}"


def undeclared(families: Iterable[Family]) -> Iterator[str]:
    """Keys put together at run time outside the declared families."""
    for family in families:
        if not family.prefix.startswith(tuple(FAMILIES)):
            yield f'{family.place}: "{family.prefix}" is not declared in FAMILIES (scripts/catalogues.py)'


def gaps_in_families(words: Words) -> Iterator[str]:
    """Known endings of a family that have no words."""
    for prefix, endings in FAMILIES.items():
        yield from (f"{prefix}{ending} has no words" for ending in endings if prefix + ending not in words)


def unused(words: Words, requests: Iterable[Use | Family], trees: Iterable[ast.Module]) -> Iterator[str]:
    """Keys that nothing asks for: neither a call, nor a declared family, nor any string in the code."""
    asked = {request.key for request in requests if isinstance(request, Use)}
    strings = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for key in words.keys() - asked - strings:
        if not key.startswith(tuple(FAMILIES)):
            yield f"{key} is used nowhere"


if __name__ == "__main__":
    sys.exit(main())
