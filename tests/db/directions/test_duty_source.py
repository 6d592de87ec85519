"""The source's duties: every one that the text gives, with its section, read by hand; and none more exact than it."""

from __future__ import annotations

from datetime import date

import pytest

from db.directions.document_file import dump_document, parse_document, read_document
from db.directions.document_sorts import DUTIES
from db.initial import POLICIES
from metrics.duties.duty_plan import DutyFile
from metrics.duties.duty_requirements import list_due_days

SOURCE = POLICIES / "dst-infosikkerhed-2025.toml"
APRIL, DECEMBER = date(2026, 4, 9), date(2026, 12, 31)

# Read by hand from the document: section, number, its words on how often, and our first due day.
YEARLY = [
    ("2", "2.1", "årligt", DECEMBER),
    ("5 og 15", "5.1", "en gang om året (afsnit 5); som minimum årligt (afsnit 15)", APRIL),
    ("9", "9.1", "som minimum årligt", APRIL),
    ("10", "10.1", "årligt", DECEMBER),
    ("14", "14.1", "en årlig sikkerhedstest", DECEMBER),
]
WITHOUT_FREQUENCY = [
    ("1", "1.1", None),  # publication
    ("2", "2.2", "I 2023 blev Danmarks Statistik recertificeret"),
    ("2", "2.3", "løbende"),  # ISAE 3000
    ("6", "6.1", "jævnlige"),  # awareness
    ("8", "8.1", "regelmæssig"),  # the handbook
    ("9 og 3", "9.2", None),  # suppliers
    ("9", "9.3", None),  # follow-up
    ("10", "10.2", None),  # overall risk and strategy
    ("12", "12.2", None),  # external emergency site
    ("12", "12.3", None),  # emergency power
    ("13", "13.1", None),  # internal supervision
    ("13", "13.2", None),  # its report
    ("13", "13.3", None),  # its staffing
    ("14", "14.2", None),  # audit by third parties
    ("14", "14.3", "løbende"),  # upkeep of the management system
    ("14", "14.6", "løbende"),  # assessment of risks
    ("15", "15.2", None),  # smaller changes of the handbook
]
ON_EVENT = [
    ("4", "4.1", "ved ansættelsen"),
    ("4", "4.2", "Hvis en medarbejder er vidende om"),
    ("5 og 15", "5.1", "større ressortændringer"),
    ("6", "6.2", "i forbindelse med ansættelsen"),
    ("10", "10.3", "Cloud-baserede systemer, AI-løsninger"),
    ("10", "10.4", "ved større ændringer i opgaver"),
    ("12", "12.1", "Systemer indeholdt i nøddriften"),
    ("13", "13.4", "kravene i informationssikkerhedspolitikken ikke kan efterleves"),
    ("13", "13.5", "akutte kriser kan medføre midlertidige afvigelser"),
    ("13", "13.6", "gennemførelse af det interne tilsyn"),
    ("14", "14.4", "alle hændelser"),
    ("14", "14.5", "Ved større nedbrud"),
    ("15", "15.1", "Større ændringer"),
]


@pytest.fixture(scope="module")
def found() -> DutyFile:
    return read_document(DUTIES, SOURCE)


def test_every_duty_of_the_text_is_there_with_its_section(found: DutyFile) -> None:
    rules = [one for one in found.duties if one.rule]
    assert [(one.section, one.number, one.said, one.first) for one in rules] == YEARLY
    loose = [one for one in found.duties if not one.occurs]
    assert [(one.section, one.number, one.said) for one in loose] == WITHOUT_FREQUENCY
    events = [one for one in found.duties if one.trigger]
    assert [(one.section, one.number) for one in events] == [
        (section, number) for section, number, _ in ON_EVENT
    ]
    said = [(words, str(one.trigger)) for (_, _, words), one in zip(ON_EVENT, events, strict=True)]
    assert [words for words, trigger in said if words not in trigger] == []
    assert len(found.duties) == 34
    assert found.document_date == date(2025, 4, 9)
    assert found.end is None


def test_what_is_not_the_document_s_is_marked_as_ours(found: DutyFile) -> None:
    marked = {one.number: one.addition for one in found.duties if one.addition}
    assert list(marked) == ["2.1", "5.1", "9.1", "10.1", "13.4", "14.1"]
    assert all("nævner ingen måned" in text for number, text in marked.items() if text and number != "13.4")
    assert str(marked["13.4"]).startswith("Politikken giver ingen slutdato.")
    assert [one.number for one in found.duties if one.has_end] == ["13.4"]
    assert not any(one.trigger_days for one in found.duties)
    assert {one.rule for one in found.duties if one.rule} == {"FREQ=YEARLY"}


def test_owners_are_words_of_the_text_and_a_role_that_acts_here(found: DutyFile) -> None:
    owners = {one.number: (one.owner, one.role.value) for one in found.duties}
    assert owners["9.1"] == ("Direktionen", "chief")
    assert owners["14.4"] == ("Informationssikkerhedskoordinatoren", "reporter")
    assert owners["14.1"] == (None, "reporter")


def test_the_file_is_written_the_same_each_time(found: DutyFile) -> None:
    once = dump_document(found)
    again = parse_document(DUTIES, once)
    assert dump_document(again) == once
    assert again == found
    first = found.duties[1]
    assert list_due_days(found, first)[:2] == (DECEMBER, date(2027, 12, 31))
