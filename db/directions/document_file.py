"""Files of documents beside the yearly plans: read with every problem at once, and written in a canonical form."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from db.directions.document_sorts import D, DocumentSort, F
from db.plans import toml_text
from db.plans.key_lines import add_lines
from db.plans.key_problems import select_telling, translate_error, write_place
from db.plans.known_definitions import add_known_definitions
from db.plans.plan_file import LARGEST_FILE, find_unwritable, tidy_values
from metrics.direction.direction_plan import DirectionFile
from metrics.direction.direction_terms import DocumentKind
from metrics.duties.duty_plan import DutyFile
from metrics.errors import InvalidInput, Problem
from metrics.plan.catalogue import Catalogue
from metrics.plan.terms import Over

MOST_TRIES = 5  # at leaving out what cannot be read, to check the rest


def find_kind(path: Path) -> DocumentKind:
    """Find what kind of document a plan file holds, going by its key `kind`; a yearly plan where it has none.

    Raises InvalidInput when the file cannot be read, or is of no kind there is.
    """
    data, _ = toml_text.read_toml(toml_text.read_text(path, LARGEST_FILE))
    kind = data.get("kind", DocumentKind.RESULT)
    if kind not in list(DocumentKind):
        shown = kind if isinstance(kind, str) else ""
        raise InvalidInput([Problem("not_allowed", "kind", {"value": shown, "allowed": list(DocumentKind)})])
    return DocumentKind(kind)


def read_document(sort: DocumentSort[D, F], path: Path, known: Catalogue | None = None) -> F:
    """Read and check the file of a sort of document, which may leave out known definitions.

    Raises InvalidInput with every problem of the file.
    """
    return parse_document(sort, toml_text.read_text(path, LARGEST_FILE), known)


def parse_document(sort: DocumentSort[D, F], text: str, known: Catalogue | None = None) -> F:
    """Parse and check the text of such a file. Raises InvalidInput with every problem found in it."""
    data, unread = toml_text.read_toml(text)
    if known:
        data = add_known_definitions(data, known)
    try:
        found = check_document(sort, data)
    except InvalidInput as wrong:
        told = [p for p in wrong.problems if not unread or p.code not in {*sort.of_absence, "key_missing"}]
        lines = add_lines(told, text, lambda location: write_place(location, data, of_error=False))
        raise InvalidInput([*unread, *lines]) from wrong
    if unread:
        raise InvalidInput(unread)
    return found


def check_document(sort: DocumentSort[D, F], data: Mapping[str, Any]) -> F:
    """Check a document given as data in the shape of its file. Raises InvalidInput with every problem."""
    if unwritable := list(find_unwritable(data)):
        raise InvalidInput(unwritable)
    try:
        found = sort.validate(data)
    except ValidationError as wrong:
        errors = select_telling(wrong.errors(include_url=False))
        problems = [translate_error(error, data) for error in errors]
        raise InvalidInput([*problems, *_check_rest(sort, data)]) from wrong
    if problems := sort.find_problems(found):
        raise InvalidInput(problems)
    return found


def dump_document(file: DirectionFile | DutyFile) -> str:
    """Write a document in its canonical form: the same document always gives the same bytes."""
    data = file.model_dump(mode="python", exclude_defaults=True, exclude_none=True)
    ordered = {name: data[name] for name in type(file).model_fields if name in data}
    for name, keys in (("institutions", ("id",)), ("indicators", ("institution", "id"))):
        if name in ordered:
            ordered[name] = sorted(ordered[name], key=lambda row: [row[key] for key in keys])
    for target in ordered.get("targets", ()):
        for reading in (
            target["value"],
            *(step["reading"] for step in target["by_year"] if "reading" in step),
        ):
            # The model takes the last figure where nothing is said; a file has to say so.
            reading.setdefault("over", Over.LAST)
    return toml_text.dump_toml(tidy_values(ordered))


def _check_rest(sort: DocumentSort[D, F], data: Mapping[str, Any]) -> list[Problem]:
    """Check what is left of a file without what cannot be read in it, so that all its problems come at once."""
    rest: dict[str, Any] = copy.deepcopy(dict(data))
    whole = True
    for _ in range(MOST_TRIES):
        try:
            found = sort.find_problems(sort.validate(rest))
        except ValidationError as wrong:
            whole &= _leave_out(rest, select_telling(wrong.errors(include_url=False)))
        else:
            return [one for one in found if whole or one.code not in sort.of_absence]
    return []


def _leave_out(data: dict[str, Any], errors: Sequence[ErrorDetails]) -> bool:
    """Leave out what errors are about: a key, or where one is missing all it is missing in.

    Return whether no whole part was left out.
    """
    places = {error["loc"][:-1] if error["type"] == "missing" else error["loc"] for error in errors}
    whole = True
    for place in sorted(places, key=_rank_place, reverse=True):
        within: Any = data
        for step in place[:-1]:
            within = within[step]
        if place:
            del within[place[-1]]
            whole &= not isinstance(within, list)
    return whole


def _rank_place(place: tuple[int | str, ...]) -> list[tuple[bool, str, int]]:
    """Rank a place so that later items of a list, and what is within an item, come last."""
    return [
        (isinstance(step, int), step if isinstance(step, str) else "", step if isinstance(step, int) else 0)
        for step in place
    ]
