"""Check the catalogues: every key the code asks for has a text in each language that fits its use."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from string import Formatter
from typing import get_args

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from db.audit.exports import Export
from metrics.access import Action, Role
from metrics.algebra.tree import Rule
from metrics.facts.decisions import WITH_FIGURE, DecisionKind
from metrics.facts.import_answer import Question
from metrics.facts.schema import EXPECTATIONS, EventKind
from metrics.followup.asks import AskKind
from metrics.followup.deadlines import Duty
from metrics.followup.risk import NOTICES, RiskRule
from metrics.foresight.forecast import Method, SilenceReason
from metrics.periods import Frequency
from metrics.plan.criteria import TESTS
from metrics.plan.drafting.proposals import ProposalKind
from metrics.plan.terms import (
    Better,
    GoalKind,
    Operator,
    Over,
    Party,
    Precision,
    SeriesOwner,
    Stage,
    Unit,
    Weights,
    WrittenStage,
)
from metrics.report.course import ReportState, StepKind
from metrics.report.draft_fields import FIELDS
from metrics.report.explanations import ExplanationReason
from metrics.report.lines import Section
from metrics.report.pasted_rows import PastedFate
from metrics.report.personal_data import PersonalSign
from metrics.report.report_lines import CLAIMABLE
from metrics.score import advice
from metrics.status import Status
from metrics.whatif.scenario import BasisPart, PartChange
from metrics.whatif.wanted_total import WantedSource
from pages.cycle.parts import entry_head, hand_in
from pages.cycle.parts.department import desk_sheet, receiving_forms
from pages.outlook.parts import subscription
from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.status.parts.asked_lists import ListName
from pages.status.parts.institution import institution_sheet
from scripts.annual_families import ANNUAL_FAMILIES
from words import audit_entry
from words.headline import BEHIND
from words.language import DEFAULT_LANGUAGE, LANGUAGES
from words.readings import MOST_SPELT
from words.reports.declared_line import TEXTS

ROOT = Path(__file__).resolve().parent.parent
CODE = ("metrics", "db", "words", "export", "service", "pages", "terminal", "app.py", "server.py", "cli.py")

# Keys put together at run time: how each family begins, and the endings, where known, that must have texts.
_PARTIES = ("editor.party.", "editor.sign_for_", "editor.signed_for_", "editor.signs_for_", "party.")
_AGREEING = ("proposal.agree_for_", "proposal.awaits_", "proposal.propose_for_")
FAMILIES: dict[str, list[str]] = {
    **{key: [*Party] for key in (*_PARTIES, *_AGREEING)},
    **{key: [*ProposalKind] for key in ("proposal.note_", "proposal.said_", "proposal.title_")},
    **{key: [*Frequency] for key in ("editor.frequency.", "risk.span_", "risk.spans_")},
    **{key: [*Unit] for key in ("unit.", "unit_name.")},
    **ANNUAL_FAMILIES,
    "action.": [action.value for action in Action],
    **{key: [name.value for name in ListName] for key in ("asked.title_", "asked.note_", "asked.none_")},
    "rule.": [rule.value for rule in RiskRule if rule not in NOTICES],
    "asked.option_": [kind.value for kind in AskKind],
    **{key: [] for key in ("bar.", "chart.", "spark.", "page.")},
    "calibration.": ["count", "foretold", "held", "sure", "sure_held", "doubted", "doubted_held"],
    **{
        key: [Duty.VALUE.value, Duty.MILESTONE.value, Duty.ASSESSMENT.value]
        for key in ("coming.by_", "coming.kind_")
    },
    "criterion.": [kind.value for kind in EventKind],
    "cli.deadlines_": [],
    **{key: [duty.value for duty in Duty] for key in ("deadline.", "ahead.kind_")},
    **{key: [kind.value for kind in DecisionKind] for key in ("decision.", "form.kind_", "record.decision_")},
    "editor.better.": [better.value for better in Better],
    "editor.field.": [],
    "editor.hint.": [],
    "editor.measure.": ["number", "last_year"],
    "editor.now_": [],
    **{
        key: [operator.name.lower() for operator in Operator] for key in ("editor.operator.", "why.operator.")
    },
    "editor.over.": [over.value for over in Over if over is not Over.WEIGHTED],
    "editor.owner.": [owner.value for owner in SeriesOwner],
    "editor.part.": [],
    "editor.place.": [],
    **{key: [rule.value for rule in Rule] for key in ("editor.rule.", "why.rule.")},
    "editor.test.": [*TESTS],
    "error.": [],
    "export.side_": ["actual", "reference", "aim"],
    "file.": ["older", "jump_up", "jump_down"],
    "institution.order_": [*institution_sheet.ORDERS],
    "form.points_": [kind.value for kind in WITH_FIGURE],
    "guide.": list(advice.RULES),
    "headline.goals_": [status.value for status in BEHIND],
    "kind.": [kind.value for kind in GoalKind],
    "basis.": [*(frequency.value for frequency in Frequency), "milestone", "expectation", "reading"],
    "method.": [method.value for method in Method],
    "month.": [str(month) for month in range(1, 13)],
    "desk.": [delivery.value for delivery in desk_sheet.MARKS],
    "receiving.state_": ["open", "draft", "approved", "asked", "received"],
    "receiving.said_": [*TEXTS],
    "receiving.do_": [kind.value for kind in receiving_forms.ROW_STEPS],
    "report.fact_": ["higher", "lower", "same", "missed", "met"],
    "report.accept_": [question.value for question in Question],
    "report.because_": [reason.value for reason in ExplanationReason],
    "report.column_": ["figure", "entry", "beside", "status"],
    "report.done_": [kind.value for kind in hand_in.OWN],
    "report.expect_": [*(kind.value for kind in EXPECTATIONS), "met", "not_met"],
    "report.field_": sorted({name for names in FIELDS.values() for name in names}),
    "report.fate_": [fate.value for fate in PastedFate],
    "report.milestone_": [*(kind.value for kind in CLAIMABLE), "met", "not_met"],
    "report.personal_": [sign.value for sign in PersonalSign],
    "report.section_": [section.value for section in Section],
    "report.state_": [state.value for state in ReportState],
    **{key: [kind.value for kind in StepKind] for key in ("report.step_", "record.report_")},
    "report.told_": [kind.value for kind in entry_head.TOLD],
    "report.words_": [kind.value for kind in hand_in.OWN],
    "risk.own_": [EventKind.IN_DOUBT.value, EventKind.EXPECTED_NOT_MET.value, "number"],
    "silence.": [reason.value for reason in SilenceReason if reason is not SilenceReason.DEFINITION_CHANGED],
    "silence_since.": ["too_few_values", "too_few_years", "no_volume", "definition_changed"],
    "owed.by_": [Role.REPORTER.value, Role.CONTROLLER.value, Role.HEAD.value],
    "owed.count_": [duty.value for duty in Duty if duty is not Duty.REPORT],
    **{key: [weights.value for weights in Weights] for key in ("plan.weights_", "editor.weights.")},
    "record.": [f"any_{name}" for name in ("person", "kind", "institution")],
    "record.backup_": ["proven"],
    "record.break_": ["add", "retract"],
    "record.did_": [*audit_entry.VERBS],
    "record.file_": [what.value for what in Export],
    "record.indicator_": ["rename", "define", "own", "correct"],
    "record.institution_": ["rename", "move", "merge", "split"],
    "record.kind_": [*audit_entry.KINDS],
    "record.results_": ["import", "withdraw"],
    "record.scenario_": ["save", "change", "remove", "share", "unshare"],
    "numeral.": [str(count) for count in range(2, MOST_SPELT + 1)],
    "reads.over_": [over.value for over in Over],
    "reads.side_": ["value", "target", "reference", "tolerance", "partial_from", "steps", "expected"],
    "role.": [role.value for role in Role],
    "proposal.now_": [*Party, "agreed"],
    "proposal.since_": [ProposalKind.SUSPENSION.value, ProposalKind.RESUMPTION.value],
    "record.proposal_": [*ProposalKind, "withdrawn"],
    "record.signature_": [*(party.value for party in Party), "lapsed"],
    "scenario.how_": [how.value for how in PartChange],
    "scenario.part_": [part.value for part in BasisPart],
    "signing.": [*get_args(WrittenStage)],
    "precision.": [precision.value for precision in Precision],
    "stage.": [*(stage.value for stage in Stage), "discarded", "reopened", "settled"],
    "status.": [status.value for status in Status],
    "wanted.": [source.value for source in WantedSource if source is not WantedSource.READER],
    "whatif.ask_": [question.value for question in WhatIfQuestion],
    "whatif.line_": ["area", "wanted"],
    "whatif.linked_": ["apart", "chosen", "together"],
    "whatif.mode_": [mode.value for mode in SupposedMode],
    "subscription.step_": [*subscription.STEPS],
    "why.aim_": [],
    "why.assessed_": [],
    "why.empty_ratio_": [Status.MET.value, Status.NOT_MET.value],
}

TRANSLATORS = {"t", "n", "_"}
PROBLEM_MAKERS = {"Problem", "refuse"}  # their first argument is a code with a text under "error."


@dataclass(frozen=True, slots=True)
class Use:
    """A call that asks for a text. `given` are its parameters, None if they cannot be read from the code."""

    key: str
    place: str
    given: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Family:
    """A call that builds a key from a fixed prefix and something known only at run time."""

    prefix: str
    place: str


Texts = dict[str, tuple[str, ...]]
"""The texts of each key: one, or singular and plural."""


def main() -> int:
    """Print every problem with its place; return 1 if there are any."""
    paths = [language.catalogue for language in LANGUAGES.values()]
    missing = [path for path in paths if not path.exists()]
    if missing:
        problems = [f"{path.relative_to(ROOT)}: the catalogue is missing" for path in missing]
    else:
        problems = sorted(find_problems())
    for problem in problems:
        print(problem)
    print(f"catalogues: {len(problems)} problem(s)")
    return 1 if problems else 0


def find_problems() -> Iterator[str]:
    """Find all problems with the catalogues and with the code that uses them."""
    catalogues = {language: read_texts(language) for language in LANGUAGES}
    for language in LANGUAGES:
        yield from find_slips(language)
    yield from find_differences(catalogues)
    trees = list(parse_code())
    requests = [request for path, tree in trees for request in find_requests(tree, path)]
    texts = catalogues[DEFAULT_LANGUAGE]
    yield from find_wrong_uses([use for use in requests if isinstance(use, Use)], texts)
    yield from find_undeclared_families([family for family in requests if isinstance(family, Family)])
    yield from find_gaps(texts)
    yield from find_unused_keys(texts, requests, [tree for _, tree in trees])


def read_messages(language: str) -> list[Message]:
    """Read the messages of a language, without the header."""
    with LANGUAGES[language].catalogue.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def find_key(message: Message) -> str:
    """Return a message's key; of a plural message, its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def list_texts(message: Message) -> tuple[str, ...]:
    """Return all forms of a message: one, or singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def read_texts(language: str) -> Texts:
    """Read the texts of every key in a language."""
    return {find_key(message): list_texts(message) for message in read_messages(language)}


def find_slips(language: str) -> Iterator[str]:
    """Find what is wrong within one catalogue: a repeated key, an empty text, half a plural, a fuzzy mark."""
    source = LANGUAGES[language].catalogue.read_text(encoding="utf-8")
    repeated = Counter(re.findall(r'^msgid "(.+)"$', source, re.MULTILINE))
    yield from (f"{language}: {key} stands {count} times" for key, count in repeated.items() if count > 1)
    for message in read_messages(language):
        texts = list_texts(message)
        if not all(text.strip() for text in texts):
            yield f"{language}: {find_key(message)} has no words"
        if message.pluralizable and len(texts) != 2:
            yield f"{language}: {find_key(message)} needs a singular and a plural"
        if message.fuzzy:
            yield f"{language}: {find_key(message)} is marked fuzzy"


def find_differences(catalogues: dict[str, Texts]) -> Iterator[str]:
    """Find keys that one language lacks, and parameters that one language leaves out."""
    for language, other in permutations(catalogues, 2):
        for key in catalogues[other].keys() - catalogues[language].keys():
            yield f"{language}: {key} is missing ({other} has it)"
    for first, second in combinations(catalogues, 2):
        for key in catalogues[first].keys() & catalogues[second].keys():
            here, there = (
                find_placeholders(catalogues[first][key]),
                find_placeholders(catalogues[second][key]),
            )
            if here != there:
                yield f"{key}: parameters differ, {first} has {sorted(here)}, {second} has {sorted(there)}"
            if len(catalogues[first][key]) != len(catalogues[second][key]):
                yield f"{key}: only one language has a plural"


def find_placeholders(texts: Iterable[str]) -> set[str]:
    """Return the names of the parameters that the texts mention."""
    return {name.split(".")[0] for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def parse_code() -> Iterator[tuple[Path, ast.Module]]:
    """Parse every Python file that can ask for a text."""
    for name in CODE:
        path = ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
        for file in files:
            yield file, ast.parse(file.read_text(encoding="utf-8"), str(file))


def find_requests(tree: ast.Module, path: Path) -> Iterator[Use | Family]:
    """Find every call that asks for a text, or makes a problem that has one."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            name = find_called_name(call)
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            if name in TRANSLATORS:
                yield from find_keys(call.args[0], "", place, read_parameters(call, plural=name == "n"))
            elif name in PROBLEM_MAKERS:
                yield from find_keys(call.args[0], "error.", place, read_problem_parameters(call))


def find_called_name(call: ast.Call) -> str:
    """Return the last part of what is called: `t` for `page.t(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def read_parameters(call: ast.Call, *, plural: bool) -> frozenset[str] | None:
    """Return the parameters a translating call fills in, or None if it passes on a mapping."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return frozenset(str(keyword.arg) for keyword in call.keywords) | ({"count"} if plural else frozenset())


def read_problem_parameters(call: ast.Call) -> frozenset[str] | None:
    """Return the parameters a problem carries, including its place, or None if they cannot be read."""
    if len(call.args) > 2:
        return read_mapping_names(call.args[2])
    names = {word.arg for word in call.keywords}
    return None if names & {None, "params"} else frozenset(map(str, names)) | {"place"}


def read_mapping_names(node: ast.expr) -> frozenset[str] | None:
    """Return the parameters in a dict display, and the place, which every problem has."""
    if not isinstance(node, ast.Dict):
        return None
    names = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return frozenset(map(str, names)) | {"place"} if len(names) == len(node.keys) else None


def find_keys(
    node: ast.expr, prefix: str, place: str, given: frozenset[str] | None
) -> Iterator[Use | Family]:
    """Find the keys an argument can become, as far as they can be read from the code."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Use(prefix + node.value, place, given)
    elif isinstance(node, ast.IfExp):
        yield from find_keys(node.body, prefix, place, given)
        yield from find_keys(node.orelse, prefix, place, given)
    elif isinstance(node, ast.JoinedStr):
        head = node.values[0]
        start = head.value if isinstance(head, ast.Constant) and isinstance(head.value, str) else ""
        yield Family(prefix + start, place)


def find_wrong_uses(uses: Iterable[Use], texts: Texts) -> Iterator[str]:
    """Find keys without a text, and texts with a parameter that the call does not give."""
    for use in uses:
        if use.key not in texts:
            yield f"{use.place}: {use.key} has no words"
        elif use.given is not None and (lacking := find_placeholders(texts[use.key]) - use.given):
            yield f"{use.place}: {use.key} also needs {', '.join(sorted(lacking))}"


def find_undeclared_families(families: Iterable[Family]) -> Iterator[str]:
    """Find keys put together at run time outside the declared families."""
    for family in families:
        if not family.prefix.startswith(tuple(FAMILIES)):
            yield f'{family.place}: "{family.prefix}" is not declared in FAMILIES (scripts/catalogues.py)'


def find_gaps(texts: Texts) -> Iterator[str]:
    """Find known endings of a family that have no text."""
    for prefix, endings in FAMILIES.items():
        yield from (f"{prefix}{ending} has no words" for ending in endings if prefix + ending not in texts)


def find_unused_keys(
    texts: Texts, requests: Iterable[Use | Family], trees: Iterable[ast.Module]
) -> Iterator[str]:
    """Find keys that no call, no declared family and no string in the code asks for."""
    asked = {request.key for request in requests if isinstance(request, Use)}
    strings = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for key in texts.keys() - asked - strings:
        if not key.startswith(tuple(FAMILIES)):
            yield f"{key} is used nowhere"


if __name__ == "__main__":
    sys.exit(main())
