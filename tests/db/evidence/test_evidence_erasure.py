"""The files of a plan that is erased go, wherever they are kept, and the audit holds what was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.evidence import evidence_erasure
from db.evidence.evidence_store import STORE_VARIABLE, find_store
from db.session import MACHINE, open_writing
from scripts.cluster import OWNER
from tests.db.evidence.test_evidence_commands import attach, count
from tests.db.reports.played import CHIEF, PLAN, answer_everything, take
from tests.files import PDF
from tests.fixtures.databases import as_role


def test_files_go_with_their_plan_also_those_that_were_handed_in(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    inside = attach(url)
    monkeypatch.setenv(STORE_VARIABLE, str(folder))
    outside, store = attach(url), find_store()
    answer_everything(url)
    take(url, CHIEF, "approved")
    with open_writing(as_role(OWNER, url), MACHINE) as session:
        kept = evidence_erasure.read_contents_of_plans(session, [PLAN], store)
        assert kept == {inside.key: PDF, outside.key: PDF}
        assert evidence_erasure.read_contents_of_plans(session, ["another"], store) == {}
        evidence_erasure.erase_files_of_plans(session, [PLAN], store)
        assert len(list(folder.iterdir())) == 1
    assert count(url) == (0, 0)
    assert not list(folder.iterdir())
