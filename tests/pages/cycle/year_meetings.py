"""The three meetings of the year of `cpr-2017`: what is captured, carried on and closed, and what each was shown."""

from __future__ import annotations

from tests.pages.conftest import text
from tests.pages.cycle.meeting_acts import (
    approve_minutes,
    capture,
    close_meeting,
    comment,
    mark_done,
    open_meeting,
    plan_meeting,
    read_old,
    reopen,
    start_meeting,
)
from tests.pages.cycle.playing import Dashboard
from tests.pages.drawing import plain

CHIEF = "CPR's chef"
MINUTES: dict[str, tuple[str, ...]] = {
    "2017Q1": (
        "Af 100 point er 0 opnået, 100 udestår, og 0 er tabt.",
        "Indberetningen ved mødet: modtaget 20. april 2017, version 1",
        "1.1 IT-sikkerhed 14,3 Endnu ikke opgjort",
        "1.2 Datakvalitet 14,3 Endnu ikke opgjort",
        "Send udkast til rapport",
        "Ansvarlig: CPR's chef. Frist: 15. juni 2017",
        "Beskriv bemandingen",
    ),
    "2017Q2": (
        "Opgave, mål 1.2: Send udkast til rapport: Ansvarlig: CPR's chef. Frist: 15. juni 2017 · Udført 14. juni 2017",
        "Opgave, mål 2.1: Beskriv bemandingen: Ansvarlig: CPR's chef. Frist: 1. september 2017 · Ikke udført",
        "Af 100 point er 14,3 opnået, 85,7 udestår, og 0 er tabt.",
        "Indberetningen ved mødet: modtaget 16. august 2017, version 2",
        "1.1 IT-sikkerhed 14,3 Accepteret afvigelse",
        "1.2 Datakvalitet 14,3 Opfyldt",
        "Accepteret af Afdelingschef til og med 31. oktober 2017",
    ),
    "2017Q3": (
        "Opgave, mål 2.1: Beskriv bemandingen: Ansvarlig: CPR's chef. Frist: 1. september 2017"
        " · Udført 20. november 2017",
        "Accepteret afvigelse, mål 1.1: Leverandøren er forsinket:"
        " Accepteret af Afdelingschef til og med 31. oktober 2017"
        " · Udløbet",
        "Af 100 point er 28,6 opnået, 71,4 udestår, og 0 er tabt.",
        "Indberetningen ved mødet: modtaget 24. oktober 2017, version 1",
        "2.2 Øget kvalitet i CPRs risikovurdering(er) af informationssikkerheden 14,3 Opfyldt",
        "3.2 Sygefravær 14,3 Mangler indberetning 3.2.1, frist 14. oktober 2017",
        "På dagsordenen uden noter 2.3 Forbedret logning og overvågning af it-miljøet og 1.1 IT-sikkerhed",
        "3.2 Sygefravær Aftalt: opgave.",
        "Ministerområdets grænse: 80 point",
        "Indberet sygefraværet igen",
    ),
}
"""Some lines of each meeting's minutes, worked out by hand from what was known on its day."""


def hold_the_first_meeting_which_is_moved_and_opened_again(at: Dashboard) -> list[str]:
    at.turn_to("2017-04-25")
    assert "Mødet er indkaldt til 16. maj 2017." in plan_meeting(at, "2017Q1", "16.05.2017")
    assert "Mødet er indkaldt til 18. maj 2017." in plan_meeting(at, "2017Q1", "18.05.2017")
    assert "0 af 100 point opnået" in start_meeting(at, "2017Q1", "2017-05-18")
    capture(at, "controller", "2017Q1", "action", "1.2", "Send udkast til rapport", CHIEF, "15.06.2017")
    close_meeting(at, "2017Q1", "01.06.2017")
    comment(at, "2017Q1", "2017-05-24", "Bemandingen af klagesagerne mangler.")
    assert "Genåbnet efter referatudkast 1" in reopen(at, "2017Q1", "2017-05-29", "En opgave manglede.")
    capture(at, "head", "2017Q1", "action", "2.1", "Beskriv bemandingen", CHIEF, "01.09.2017")
    minutes = close_meeting(at, "2017Q1", "12.06.2017")
    assert "Godkendt referat" in approve_minutes(at, "2017Q1", "2017-06-13")
    return check(minutes, "2017Q1")


def hold_the_second_meeting_which_accepts_a_deviation(at: Dashboard) -> list[str]:
    assert "14,3 af 100 point opnået" in start_meeting(at, "2017Q2", "2017-08-22")
    old = read_old(at, "2017Q2")
    assert "Send udkast til rapport Ansvarlig: CPR's chef. Frist: 15. juni 2017 · Ikke udført, fristen" in old
    assert "Beskriv bemandingen Ansvarlig: CPR's chef. Frist: 1. september 2017 · Ikke udført" in old
    assert "Udført 14. juni 2017" in mark_done(at, "2017Q2", 1, "14.06.2017")
    said = ("Leverandøren er forsinket", "Afdelingschef", "31.10.2017")
    assert "accepteret afvigelse udløber" in capture(at, "head", "2017Q2", "deviation", "1.1", *said)
    minutes = close_meeting(at, "2017Q2", "05.09.2017")
    assert "Godkendt referat" in approve_minutes(at, "2017Q2", "2017-09-06")
    return check(minutes, "2017Q2")


def hold_the_third_meeting_after_the_deviation_has_ended(at: Dashboard) -> list[str]:
    first = start_meeting(at, "2017Q3", "2017-11-21")
    assert (
        "1.1 IT-sikkerhed 14,3 point udestår frist før næste møde · accepteret afvigelse er udløbet" in first
    )
    old = read_old(at, "2017Q3")
    assert "Send udkast til rapport" not in old, "it was told as done at the second meeting"
    assert "Frist: 1. september 2017 · Ikke udført, fristen er passeret" in old
    assert "Accepteret af Afdelingschef til og med 31. oktober 2017 · Udløbet" in old
    mark_done(at, "2017Q3", 2, "20.11.2017")
    capture(at, "head", "2017Q3", "action", "3.2", "Indberet sygefraværet igen", CHIEF, "10.01.2018")
    minutes = close_meeting(at, "2017Q3", "05.12.2017")
    assert "Godkendt referat" in approve_minutes(at, "2017Q3", "2017-12-06")
    return check(minutes, "2017Q3")


def check(minutes: list[str], quarter: str) -> list[str]:
    """Check that minutes say what they should."""
    assert [line for line in MINUTES[quarter] if line not in minutes] == [], minutes
    return minutes


def read_last_open_action(at: Dashboard) -> str:
    """Read what the meeting after the year would begin with."""
    return plain(text(open_meeting(at, "head", "2017Q4", "old")))
