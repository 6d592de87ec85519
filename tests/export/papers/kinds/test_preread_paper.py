"""What is read before a meeting: the received report's figures, old business first, and a slide for each goal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pptx

from export.papers.kinds.preread_paper import make_preread_paper
from export.papers.paper import Bullets, PaperTable
from export.papers.papers import write_paper
from metrics.paper.kinds import Marking, PaperFormat, PaperKind
from tests.db.meetings.held import PLAN
from tests.held_meetings import OF_AREA, read_ground
from words.language import Words

DA = Words("da")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_it_is_made_of_the_received_report(held: str) -> None:
    ground = read_ground(held)
    assert ground.meeting is not None
    kept = ground.meeting.reports[PLAN].document
    paper = make_preread_paper(ground, DA)
    assert (paper.head.marking, plain(paper.head.version)) == (
        Marking.SHARED,
        "Rapportversion 1, planversion 1",
    )
    assert plain(paper.head.known).startswith("10.07.2017")
    titles = [section.title for section in paper.sections]
    assert titles[:3] == ["Samlet status", "Opfølgning på sidste møde", "Dagsorden"]
    (basis,) = [block for block in paper.sections[0].blocks if isinstance(block, Bullets)]
    said = "Datagrundlag: indberetningen modtaget 10. juli 2017, version 1"
    assert plain(basis.items[0]) == said
    (goals,) = paper.sections[-1].blocks
    assert isinstance(goals, PaperTable)
    shown = {row[0].text.split()[0]: row for row in goals.rows if row[0].strong}
    for goal in kept["goals"]:
        row = shown[goal["number"]]
        assert row[1].status == goal["status"]
        assert row[4].value == Fraction(goal["open"])


def test_every_goal_of_the_agenda_is_a_section_with_what_the_institution_wrote(held: str) -> None:
    ground = read_ground(held)
    assert ground.meeting is not None
    paper = make_preread_paper(ground, DA)
    items = [item.goal.goal.number for item in ground.meeting.view.items]
    own = [section for section in paper.sections if section.together]
    assert [section.title.split()[0] for section in own] == items
    (agenda,) = paper.sections[2].blocks
    assert isinstance(agenda, PaperTable)
    assert [row[0].text.split()[0] for row in agenda.rows][: len(items)] == items
    if ground.meeting.view.quiet:
        assert agenda.rows[-1][2].text == "Ingen bemærkninger"
    about = next(section for section in own if section.title.startswith("2.1"))
    told = [item for block in about.blocks if isinstance(block, Bullets) for item in block.items]
    assert any("Vi ansætter to." in one for one in told)


def test_the_deck_has_one_slide_a_goal_with_a_chart_of_powerpoint_s_own(held: str) -> None:
    ground = read_ground(held)
    deck = pptx.Presentation(BytesIO(write_paper(PaperKind.PREREAD, PaperFormat.SLIDES, ground, DA)))
    slides = {slide.shapes.title.text: slide for slide in deck.slides}
    assert ground.meeting is not None
    for item in ground.meeting.view.items:
        name = f"{item.goal.goal.number} {item.goal.goal.title}"
        assert name in slides
    charted = next(slide for title, slide in slides.items() if title.startswith("2.1"))
    (chart,) = [shape.chart for shape in charted.shapes if shape.has_chart]
    assert list(chart.plots[0].categories)[-1].startswith("20")
    texts = [shape.text_frame.text for shape in charted.shapes if shape.has_text_frame]
    assert any("Vi ansætter to." in text for text in texts)


def test_what_is_not_received_is_said_and_an_area_s_is_the_department_s_own(held: str) -> None:
    paper = make_preread_paper(read_ground(held, quarter="2017Q3"), DA)
    (basis,) = [block for block in paper.sections[0].blocks if isinstance(block, Bullets)]
    assert plain(basis.items[0]).startswith("Indberetningen for 3. kvartal 2017 er ikke modtaget.")
    (old,) = paper.sections[1].blocks
    assert isinstance(old, PaperTable)
    assert [row[4].text for row in old.rows] == ["Ikke udført", "Gælder"]
    area = make_preread_paper(read_ground(held, OF_AREA), DA).head
    assert (area.marking, area.institution) == (Marking.INTERNAL, "")


def test_what_duties_and_initiatives_owe_late_stands_before_the_agenda(held: str) -> None:
    ground = read_ground(held)
    assert ground.meeting is not None
    late = {
        **{"kind": "duty", "text": "Beredskab", "owner": "Chefen", "role": None, "plan": "d", "name": "I"},
        **{"due": "2017-06-30", "planned": None, "late": 32, "times": 1},
    }
    owing = replace(ground, meeting=replace(ground.meeting, dues=(late,)))
    titles = [section.title for section in make_preread_paper(owing, DA).sections]
    assert titles[1:4] == [
        "Opfølgning på sidste møde",
        "Pligter og indsatser, der er over tiden",
        "Dagsorden",
    ]
    (lines,) = make_preread_paper(owing, DA).sections[2].blocks
    assert isinstance(lines, Bullets)
    assert (
        plain(lines.items[0]) == "Pligt Beredskab · Ansvarlig: Chefen · 30. juni 2017 · 32 dage over fristen"
    )
