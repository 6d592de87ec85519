"""Which files somebody may fetch, also by SQL written by hand as the application's role."""

from __future__ import annotations

import json

from sqlalchemy import text

from db.evidence import evidence_queries
from db.session import open_engine, open_writing
from tests.db.evidence.test_evidence_commands import attach
from tests.db.reports.played import CHIEF, CONTROLLER, REPORTER, answer_everything, take


def keys(url: str, **declared: object) -> set[str]:
    """The contents that a transaction sees which has declared this."""
    with open_engine(url).begin() as connection:
        for name, value in declared.items():
            asked = {"name": f"maalstreg.{name}", "value": json.dumps(value)}
            connection.execute(text("SELECT set_config(:name, :value, true)"), asked)
        return set(connection.scalars(text("SELECT key FROM evidence_contents")))


def test_a_key_leads_to_a_file_only_for_whom_it_is_for(url: str) -> None:
    file = attach(url)
    for who, keys_found in ((REPORTER, [file.key]), (CONTROLLER, [])):
        with open_writing(url, who) as session:
            found = [evidence_queries.find_file(session, key, who) for key in (file.key, "0" * 32)]
        assert [one.file.key for one in found if one] == keys_found


def test_the_policies_show_a_draft_s_file_to_nobody_but_the_institution(
    url: str,
) -> None:
    if url.startswith("sqlite"):
        return  # which has no policies
    file = attach(url)
    assert keys(url) == keys(url, see=True) == keys(url, see=True, prepare=["another"]) == set()
    assert keys(url, see=["cpr"], prepare=["cpr"]) == {file.key}
    answer_everything(url)
    take(url, CHIEF, "approved")
    assert keys(url, see=["another"]) == set()
    assert keys(url, see=["cpr"]) == {file.key}
    with open_engine(url).begin() as connection:
        connection.execute(text("SELECT set_config('maalstreg.prepare', 'true', true)"))
        connection.execute(text("SELECT set_config('maalstreg.see', 'true', true)"))
        assert connection.execute(text("DELETE FROM evidence_contents")).rowcount == 0
