"""The head of a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from export.papers.kinds.paper_head import make_head
from metrics.paper.kinds import Marking, PaperKind
from tests.papers import example_ground
from words.language import Words


def test_a_head_says_whose_as_of_when_which_version_whom_for_and_that_figures_are_made_up(
    sqlite_filled: Path,
) -> None:
    ground = example_ground(sqlite_filled)
    head = make_head(PaperKind.PLAN, ground, ground.score.plan.title, Words("da"))
    assert (head.title, head.institution) == ("Mål- og resultatplan 2026", "Ankenævnet for Borgersager")
    assert (head.as_of, head.known) == (
        "Status pr. 20. november 2026, med de oplysninger, der forelå den dag",
        "20. november 2026",
    )
    assert (head.version, head.mark) == ("Planversion 2", "Opdigtede tal")
    assert (head.marking, head.marked) == (Marking.SHARED, "Delt med institutionen")
    assert head.made.replace("\u00a0", " ") == "dannet 30.11.2026 13.00"


def test_figures_that_are_not_made_up_have_no_mark(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "cpr-2017", date(2017, 6, 30))
    assert make_head(PaperKind.PLAN, ground, "x", Words("en")).mark == ""


@pytest.mark.parametrize(("kind", "names"), [(PaperKind.PLAN, 6), (PaperKind.AREA, 4)])
def test_a_paper_about_an_area_names_no_institution(sqlite_filled: Path, kind: PaperKind, names: int) -> None:
    head = make_head(kind, example_ground(sqlite_filled), "x", Words("da"))
    assert len(head.labels) == names
    assert bool(head.institution) is (kind is PaperKind.PLAN)
