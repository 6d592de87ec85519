"""Each section of what is recorded is read by itself, with no more statements for more institutions."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from db.scope import EVERYTHING
from db.session import open_engine, open_reading
from db.state.part_sections import PartSection, SectionReader

MOST_STATEMENTS = 5
DAY = date(2026, 11, 20)


@pytest.mark.parametrize("section", list(PartSection))
def test_a_section_takes_no_more_statements_for_one_institution_than_for_all(
    filled_database_url: str, section: PartSection
) -> None:
    asked: list[str] = []
    event.listen(
        open_engine(filled_database_url), "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        session.connection()
        asked.clear()
        every = dict(SectionReader(session, DAY).read(section))
        of_all = len(asked)
        one = dict(SectionReader(session, DAY, {"eksempel-tilsyn"}).read(section))
    # Whose plans are is asked only where there is something to tell apart.
    assert len(asked) - of_all <= of_all <= MOST_STATEMENTS
    assert every.keys() == one.keys()
    for name, held in every.items():
        assert one[name].keys() == held.keys() & {"eksempel-tilsyn"}
