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

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from scripts.key_families import FAMILIES
from words.language import DEFAULT_LANGUAGE, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
CODE = ("metrics", "db", "words", "export", "service", "pages", "terminal", "app.py", "server.py", "cli.py")


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
            yield f'{family.place}: "{family.prefix}" is not declared in FAMILIES (scripts/key_families.py)'


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
