"""Which papers a plan's page offers whom, and that nothing of the department's own reaches an institution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document

from db import session
from db.audit import chain, exports
from db.audit.exports import Export, find_paper_export
from db.scope import EVERYTHING
from export.papers import papers
from metrics.access import OF_INSTITUTION, Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.followup.outlook import Outlook
from metrics.paper.kinds import PaperFormat, PaperKind, is_own_paper
from metrics.periods import find_day_end
from pages.ui import downloads, moments
from pages.ui.downloads import OfferedFile
from pages.ui.draw.theme import LIGHT
from pages.ui.page import Page
from pages.ui.papers.paper_offer import OFFERED, list_kinds, make_file, make_ground
from service import taken_files
from tests.pages.conftest import Open, text
from tests.papers import APPEALS, DAY, MADE, example_ground
from words.language import Words

SINCE = date(2020, 1, 1)
INSTITUTION = "eksempel-ankenaevn"
OWN = [kind for kind in PaperKind if is_own_paper(kind)]


def person(*grants: tuple[Role, dict[str, Any]]) -> Person:
    return Person("x@example.dk", tuple(Grant(role, SINCE, **over) for role, over in grants))


def page_of(reader: Person) -> Page:
    return Page("plan", Words("da"), DAY, date(2026, 11, 30), find_day_end(DAY), LIGHT, reader, {})


def ground_of(reader: Person) -> tuple[Any, Callable[[date], Mapping[str, Outlook]]]:
    page = page_of(reader)
    moment = moments.read_moment(page.as_of, page.known_at, reader, page.today)
    before = moments.make_before(page.known_at, reader, page.today)
    return make_ground(moment, moment.outlooks.plans[APPEALS], page, MADE), before


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("role", [*sorted(OF_INSTITUTION), Role.READER])
def test_an_institution_is_offered_what_is_shared_and_nothing_else(role: Role) -> None:
    reader = person((role, {"institution": INSTITUTION}))
    page = page_of(reader)
    moment = moments.read_moment(page.as_of, page.known_at, reader, page.today)
    whose = next(one for one in moment.catalogue.find_resources(page.today) if one.institution == INSTITUTION)
    assert list_kinds(page, whose) == [
        PaperKind.PLAN,
        PaperKind.ANNUAL,
        PaperKind.INSTITUTION,
        PaperKind.PUBLIC,
    ]
    decides = person((Role.HEAD, {"area": whose.area}))
    assert list_kinds(page_of(decides), whose) == list(OFFERED)
    assert list_kinds(page_of(person((Role.ADMINISTRATOR, {}))), whose) == []


@pytest.mark.parametrize("role", sorted(OF_INSTITUTION))
@pytest.mark.parametrize("kind", OWN)
def test_what_is_internal_or_advice_to_the_minister_is_refused_an_institution_at_every_door(
    database: str, kind: PaperKind, role: Role
) -> None:
    """Asked for as the button asks, recorded as a command records, and fetched by the address of somebody else's."""
    export = find_paper_export(kind)
    also = (Role.CONTROLLER, {"institution": INSTITUTION})
    for reader in (
        person((role, {"institution": INSTITUTION})),
        person((role, {"institution": INSTITUTION}), also),
    ):
        file = OfferedFile(export, APPEALS, (INSTITUTION,), "x.pdf", "application/pdf")
        with pytest.raises(InvalidInput, match="not_permitted"):
            downloads.hand_out(reader, file, lambda: b"x")
        with pytest.raises(InvalidInput, match="not_permitted"), session.open_writing(database, reader) as db:
            exports.record_export(db, export, APPEALS, INSTITUTION)
        with session.open_reading(database, sees=EVERYTHING) as db:
            assert not exports.may_export(db, reader, export, INSTITUTION)
            assert not taken_files.may_fetch(db, reader, "/media/0.pdf")


def test_a_paper_is_made_when_it_is_asked_for_and_put_on_record(database: str) -> None:
    head = person((Role.HEAD, {}))
    ground, before = ground_of(head)
    made: list[PaperKind] = []

    def make() -> bytes:
        made.append(PaperKind.NOTE)
        return make_file(PaperKind.NOTE, PaperFormat.PDF, ground, before, Words("da"))

    file = OfferedFile(Export.OWN_PAPER, APPEALS, (INSTITUTION,), "x.pdf", "application/pdf")
    assert made == []
    content = downloads.hand_out(head, file, make)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "da"
    with session.open_reading(database, sees=EVERYTHING) as db:
        last = chain.read_entries(db)[-1]
    assert (last.action, last.subject) == ("export.own_paper", APPEALS)


@pytest.mark.usefixtures("database")
def test_a_paper_from_the_page_is_the_one_of_the_command(sqlite_filled: Path) -> None:
    ground, before = ground_of(person((Role.HEAD, {})))
    own = make_file(PaperKind.PLAN, PaperFormat.WORD, ground, before, Words("da"))
    other = papers.write_paper(PaperKind.PLAN, PaperFormat.WORD, example_ground(sqlite_filled), Words("da"))
    texts = [[p.text for p in Document(BytesIO(content)).paragraphs] for content in (own, other)]
    assert texts[0] == texts[1]


@pytest.mark.usefixtures("database")
def test_a_plan_s_page_offers_its_papers(open_page: Open) -> None:
    tab = open_page("plan", plan=APPEALS, as_of="2026-11-20", paper="note", format="docx")
    assert [box.value for box in tab.selectbox if box.label in ("Papir", "Format")] == ["note", "docx"]
    assert text(tab)
    other = open_page("plan", plan=APPEALS, as_of="2026-11-20", paper="poem", format="odt")
    assert [box.value for box in other.selectbox if box.label in ("Papir", "Format")] == ["plan", "pdf"]


def test_the_ground_of_a_page_knows_how_the_plans_stood_only_once_it_is_made(database: str) -> None:
    assert database
    ground, before = ground_of(person((Role.HEAD, {})))
    assert ground.before is None
    assert ground.add_before(before).before is not None
