"""The editor's lists: plans with their stage, and a draft's goals and targets."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.access import Role
from metrics.plan.model import Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import PlanVersion
from pages.admin.parts import editor_sheet
from tests.factories import catalogue, compared, goal, indicator, milestone, plan, reads, scored
from tests.pages.drawing import DA, HOSTILE, Reader, captions, plain, rows, writer

SERIES = [indicator(), indicator("other")]
PLAN = plan(goal("1", compared("1.1"), compared("1.2", reads("other"))), goal("2", milestone("2.1")))
WRITER = writer(catalogue(*SERIES))


def test_drafts_come_first_with_another_word_for_their_link() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    draft = PlanVersion(2, PLAN.model_copy(update={"id": "draft", "stage": Stage.DRAFT}), at)
    both = [PlanVersion(1, PLAN, at), draft]
    html = editor_sheet.draw_plans(both, {PLAN.institution}, WRITER)
    assert len(captions(html)) == 2
    assert last_words(html) == ["Redigér", "hent"]
    assert last_words(editor_sheet.draw_plans(both, (), WRITER)) == ["underskriv", "Hent"]


def last_words(html: str) -> list[str]:
    """What each plan is used for."""
    return [text.split()[-1] for text in rows(html) if text.startswith("Inst: Plan")]


def test_a_draft_that_one_party_has_signed_says_which() -> None:
    signature = Signature(party=Party.DEPARTMENT, organisation="O", signed_as=Role.HEAD)
    of = PLAN.model_copy(update={"stage": Stage.PROPOSED})
    at = datetime(2026, 1, 1, tzinfo=UTC)
    html = editor_sheet.draw_plans([PlanVersion(1, of, at, (signature,))], (), WRITER)
    assert "Sendt til underskrift, underskrevet af departementet" in plain(html)


def test_without_a_draft_that_is_said() -> None:
    assert "Der er ingen planudkast" in plain(editor_sheet.draw_plans([], (), WRITER))


def test_the_part_that_is_open_is_marked_and_the_first_has_no_name_in_the_address() -> None:
    read = Reader(editor_sheet.draw_parts(PLAN, "head", ("", "head"), WRITER))
    assert read.values("href") == ["/planer?plan=plan-2017", "/planer?plan=plan-2017&view=head"]
    assert read.attributes.index(("aria-current", "page")) > read.attributes.index(
        ("href", "/planer?plan=plan-2017")
    )


def test_a_goal_with_each_kind_of_test_can_be_added() -> None:
    links = Reader(editor_sheet.draw_additions(PLAN, WRITER)).values("href")
    assert links == [f"/planer?plan=plan-2017&add={test}" for test in editor_sheet.ADDED]


READS = (
    "Læser ét år, 2017, af serien share Kan afgøres efter 31. december 2017."
    " Sidste tal skal være der senest 14. januar 2018."
)


def test_a_goal_stands_with_its_target_or_its_rule_and_a_row_for_each_criterion() -> None:
    html = editor_sheet.draw_draft_goals(scored(PLAN, indicators=SERIES), PLAN, WRITER, may_draft=True)
    assert Reader(html).values("href") == [f"/planer?plan=plan-2017&goal={n}" for n in (1, 2)]
    read_only = editor_sheet.draw_draft_goals(scored(PLAN, indicators=SERIES), PLAN, WRITER, may_draft=False)
    assert (Reader(read_only).values("href"), rows(read_only)) == ([], rows(html))
    assert rows(html)[1:] == [
        "1 1 Begge delmål skal være opfyldt 50",
        f"1.1 1.1 {READS} mindst 90 pct.",
        f"1.2 1.2 {READS.replace('share', 'other')} mindst 90 pct.",
        "2 2 50 senest 30.06.2017",
    ]


def test_what_was_saved_is_brought_into_view_and_escaped() -> None:
    read = Reader(editor_sheet.draw_done(HOSTILE, 3))
    assert read.values("data-look") == ["3"]
    assert read.text == HOSTILE


def test_the_links_and_sentences_of_the_editor_are_escaped() -> None:
    trail = Reader(editor_sheet.draw_editor_trail([("/planer", HOSTILE)], DA))
    assert (trail.values("href"), trail.text) == (["/planer"], HOSTILE)
    assert Reader(editor_sheet.draw_text_link(PLAN, "1", WRITER)).values("href") == [
        "/planer?plan=plan-2017&goal=1&text=1"
    ]
    assert Reader(editor_sheet.draw_new_plan_link(WRITER)).values("href") == ["/planer?add=plan"]
    for drawn in (editor_sheet.draw_editor_lead(HOSTILE), editor_sheet.draw_note(HOSTILE)):
        assert Reader(drawn).text == HOSTILE
    assert plain(editor_sheet.draw_state(PLAN, 3, DA)) == "Underskrevet, version 3."
