"""The plan editor on a real database: make, copy, change, preview and sign a plan, as a controller does."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import commands, queries, session
from metrics.formula import Path, Step
from metrics.model import Goal, Plan, PlanFile
from metrics.terms import Stage
from pages.ui.i18n import catalogue
from tests.pages.conftest import Open, record, text

COPY = "cpr-2022"


def plain(at: AppTest) -> str:
    """All the page's HTML as text with single spaces."""
    spaced = re.sub(r"<[^>]+>", " ", text(at)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", spaced)


def newest(url: str, key: str) -> tuple[int, Plan]:
    """The number of a plan's newest version, and what it says."""
    with session.reading(url) as db:
        version = queries.versions_of(db, key)[-1]
    return version.number, version.plan


def versions(url: str, key: str) -> int:
    return newest(url, key)[0]


def named(elements: Any, label: str, place: int = 0) -> Any:
    """The widget with a label; of several the one at a place."""
    return [element for element in elements if element.label == label][place]


def press(at: AppTest, label: str) -> AppTest:
    pressed: AppTest = named(at.button, label).click().run()
    return pressed


@pytest.fixture
def copied(open_page: Open) -> AppTest:
    """The editor on a draft for 2022 that has just been copied from the plan for 2021."""
    return press(open_page("plans", plan="cpr-2021"), "Lav en kladde for 2022 ud fra planen")


@pytest.fixture
def draft(copied: AppTest, open_page: Open) -> Open:
    """Opens the editor on that draft."""

    def run(**query: str) -> AppTest:
        return open_page("plans", plan=COPY, **query)

    return run


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


def edit_elsewhere(url: str, **changes: Any) -> None:
    """What somebody else saves."""
    with session.writing(url) as db:
        commands.change_plan(db, COPY, **changes)


def test_every_plan_is_listed_with_its_stage_and_the_fictional_ones_are_marked(open_page: Open) -> None:
    at = open_page("plans")
    assert "Der er ingen kladder" in plain(at)
    assert "CPR-administrationen: Resultatplan 2021 2021 Underskrevet 7 1 Kopiér eller hent" in plain(at)
    assert "Ankenævnet for Borgersager: Mål- og resultatplan 2023 Opdigtede tal 2023 Afsluttet" in plain(at)
    assert "/plan?plan=cpr-2021" in text(at)
    assert "/planer?plan=cpr-2021" in text(at)


def test_a_copy_is_a_draft_for_the_next_year_and_stands_first(
    copied: AppTest, open_page: Open, database: str
) -> None:
    assert "Kladden er lavet" in plain(copied)
    assert copied.query_params["plan"] in (COPY, [COPY])
    number, plan = newest(database, COPY)
    assert (number, plan.life, plan.title) == (1, Stage.DRAFT, "Resultatplan 2022")
    assert (plan.start, plan.end) == (date(2022, 1, 1), date(2022, 12, 31))
    listed = plain(open_page("plans"))
    assert listed.index("Resultatplan 2022 2022 Kladde") < listed.index("Resultatplan 2017")


def test_what_a_draft_asks_for_shows_nowhere_but_on_its_own_pages(copied: AppTest, open_page: Open) -> None:
    goal = {"plan": "cpr-2021", "goal": "1.1"}
    assert "Måltal 2022" not in text(open_page("goal", **goal))
    assert not re.search(r"<th[^>]*>2022</th>", text(open_page("goal", **goal)))
    assert re.search(r"<th[^>]*>2022</th>", text(open_page("goal", **{**goal, "plan": COPY})))
    years = named(open_page("overview").selectbox, "Planår").options
    assert "2021" in years
    assert "2022" not in years


def test_a_plan_is_copied_once(copied: AppTest, open_page: Open, database: str) -> None:
    again = press(open_page("plans", plan="cpr-2021"), "Lav en kladde for 2022 ud fra planen")
    assert "Der er allerede en plan med id “cpr-2022”" in plain(again)
    assert versions(database, COPY) == 1


def test_a_new_plan_is_made_with_its_first_goal(open_page: Open, database: str) -> None:
    at = open_page("plans", add="plan")
    for label, value in (
        ("Titel", "Resultatplan 2027"),
        ("Departement", "Ministeriet"),
        ("Første mål", "Hurtige svar"),
    ):
        named(at.text_input, label).set_value(value)
    named(at.text_input, "Id").set_value("cpr-2027")
    named(at.selectbox, "Institution").set_value("cpr")
    named(at.date_input, "Planårets første dag").set_value(date(2027, 1, 1))
    named(at.date_input, "Planårets sidste dag").set_value(date(2027, 12, 31))
    at = press(at, "Opret kladden")
    assert "Kladden er oprettet" in plain(at)
    number, plan = newest(database, "cpr-2027")
    assert (number, plan.life, plan.institution) == (1, Stage.DRAFT, "cpr")
    assert [goal.title for goal in plan.goals] == ["Hurtige svar"]
    assert plan.goals[0].criteria[0].assessed is not None


def test_a_plan_of_a_new_institution_brings_it_along(open_page: Open, database: str) -> None:
    at = open_page("plans", add="plan")
    fields = {"Titel": "Plan 2027", "Departement": "Ministeriet", "Første mål": "Svar", "Navn": "Tilsynet"}
    for label, value in {**fields, "Ressort": "Ministeriet"}.items():
        named(at.text_input, label).set_value(value)
    named(at.text_input, "Id", 0).set_value("tilsyn-2027")
    named(at.text_input, "Id", 1).set_value("tilsyn")
    named(at.selectbox, "Institution").set_value("+")
    named(at.date_input, "Planårets første dag").set_value(date(2027, 1, 1))
    named(at.date_input, "Planårets sidste dag").set_value(date(2027, 12, 31))
    assert "Kladden er oprettet" in plain(press(at, "Opret kladden"))
    with session.reading(database) as db:
        assert queries.catalogue(db).institutions["tilsyn"].name == "Tilsynet"
    assert newest(database, "tilsyn-2027")[1].institution == "tilsyn"


def test_an_empty_form_is_refused_with_every_problem_at_once(open_page: Open, database: str) -> None:
    at = press(open_page("plans", add="plan"), "Opret kladden")
    for label in (
        "Id",
        "Titel",
        "Institution",
        "Departement",
        "Planårets første dag",
        "Planårets sidste dag",
    ):
        assert f"{label}: Skal udfyldes." in plain(at), label
    assert "Mål 1, titel: Skal udfyldes." in plain(at)


def test_a_goal_is_changed_with_a_decimal_comma(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Hurtige svar på klager")
    named(at.text_input, "Måltal (pct.)").set_value("92,5")
    named(at.checkbox, "Foreløbigt").set_value(False)
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    number, plan = newest(database, COPY)
    goal = plan.goal("1.1")
    assert (number, goal.title) == (2, "Hurtige svar på klager")
    assert target(goal) == Step(year=2022, number=Decimal("92.5"))
    assert named(at.text_input, "Måltal (pct.)").value == "92,5"


def test_what_the_form_does_not_show_is_left_as_it_was(draft: Open, database: str) -> None:
    before = newest(database, COPY)[1]
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Anden titel")
    press(at, "Gem")
    after = newest(database, COPY)[1]
    assert after.goal("1.1").model_copy(update={"title": before.goal("1.1").title}) == before.goal("1.1")
    assert after.goals[1:] == before.goals[1:]


def test_saving_without_a_change_adds_no_version(draft: Open, database: str) -> None:
    for query in ({"goal": "1.1"}, {"goal": "2.1"}, {"goal": "1.3"}, {"view": "head"}):
        press(draft(**query), "Gem")
    assert versions(database, COPY) == 1


def test_a_refused_goal_tells_every_problem_and_keeps_what_was_typed(draft: Open, database: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("")
    named(at.text_input, "Nummer").set_value("mål 1")
    named(at.text_input, "Måltal (pct.)").set_value("ca. 90")
    at = press(at, "Gem")
    said = plain(at)
    assert "Der er 3 fejl. Intet er gemt" in said
    assert "Mål mål 1, titel: Skal udfyldes." in said
    assert "Mål mål 1, nummer: “mål 1” må kun have små bogstaver" in said
    assert "Mål mål 1, kriterium 1.1.1, måltal, 2022: “ca. 90” er ikke et tal." in said
    assert named(at.text_input, "Titel").value == ""
    assert named(at.text_input, "Nummer").value == "mål 1"
    assert named(at.text_input, "Måltal (pct.)").value == "ca. 90"
    assert versions(database, COPY) == 1


@pytest.mark.parametrize("typed", ["1.000", "12.345.678", "90 pct.", "", "1,2,3", "\u0661"])
def test_a_number_that_could_be_misread_is_refused(draft: Open, database: str, typed: str) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Måltal (pct.)").set_value(typed)
    press(at, "Gem")
    assert versions(database, COPY) == 1


@pytest.mark.parametrize(
    ("add", "labels"),
    [
        ("milestone", {"Titel": "Vejledningen er sendt ud"}),
        ("assessed", {"Titel": "Kvaliteten er god"}),
    ],
)
def test_a_goal_is_added(draft: Open, database: str, add: str, labels: dict[str, str]) -> None:
    at = draft(add=add)
    for label, value in labels.items():
        named(at.text_input, label, 0).set_value(value)
        named(at.text_input, label, 1).set_value(value)
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    goal = newest(database, COPY)[1].goals[-1]
    assert (goal.number, goal.criteria[0].number) == ("2.4", "2.4.1")
    test = getattr(goal.criteria[0], add)
    assert test.due == date(2022, 12, 31)


def test_a_criterion_is_added_with_a_new_indicator(draft: Open, database: str) -> None:
    at = draft(goal="1.1", add="compare")
    named(at.text_input, "Titel", -1).set_value("Svartid")
    named(at.selectbox, "Nøgletal", -1).set_value("+")
    named(at.selectbox, "Skal være", -1).set_value("<=")
    named(at.text_input, "Måltal").set_value("12,5")
    named(at.text_input, "Id").set_value("svartid")
    named(at.text_input, "Navn").set_value("Svartid i dage")
    named(at.selectbox, "Enhed").set_value("days")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    assert named(at.text_input, "Måltal (dage)").value == "12,5"
    with session.reading(database) as db:
        assert queries.catalogue(db).indicators["cpr", "svartid"].name == "Svartid i dage"
    goal = newest(database, COPY)[1].goal("1.1")
    assert [criterion.number for criterion in goal.criteria] == ["1.1.1", "1.1.2"]
    assert target(goal, 1) == Step(year=2022, number=Decimal("12.5"))


def test_a_criterion_and_a_goal_are_removed(draft: Open, database: str) -> None:
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern kriteriet, når der gemmes", 1).check()
    press(at, "Gem")
    assert [c.number for c in newest(database, COPY)[1].goal("1.3").criteria] == ["1.3.1"]
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern mål 1.3, når der gemmes").check()
    press(at, "Gem")
    assert "1.3" not in [goal.number for goal in newest(database, COPY)[1].goals]


def test_weights_are_given_in_one_go(draft: Open, database: str) -> None:
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for place, number in enumerate(("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")):
        named(at.text_input, f"Vægt, mål {number}").set_value("10" if place else "12,5")
    at = press(at, "Gem")
    assert "Mål 2.3: Vægten mangler" in plain(at)
    named(at.text_input, "Vægt, mål 2.3").set_value("37.5")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    plan = newest(database, COPY)[1]
    assert sum(goal.weight or 0 for goal in plan.goals) == 100
    assert plan.goal("2.3").weight == Decimal("37.5")


def test_a_goal_that_forms_cannot_show_is_edited_as_text(
    open_page: Open, database: str, nested: PlanFile
) -> None:
    at = open_page("plans", plan=nested.id, goal="1")
    (area,) = at.text_area
    shown = str(area.value)
    assert "[[goals.criteria.criteria]]" in shown
    area.set_value(shown.replace('title = "Indre"', 'title = "Inderst"'))
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    inner = newest(database, nested.id)[1].goals[0].criteria[0].criteria[0]
    assert inner.title == "Inderst"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[[goals", "Linje 1 kan ikke læses"),
        ('title = "x"', "Teksten skal holde netop ét mål"),
        ('[[goals]]\nnumber = "1"', "Mål 1, titel: Skal udfyldes."),
    ],
)
def test_a_wrong_text_is_told_in_words_and_kept(
    open_page: Open, database: str, nested: PlanFile, typed: str, said: str
) -> None:
    at = open_page("plans", plan=nested.id, goal="1")
    at.text_area[0].set_value(typed)
    at = press(at, "Gem")
    assert said in plain(at)
    assert at.text_area[0].value == typed
    assert versions(database, nested.id) == 1


@pytest.fixture
def nested(database: str) -> PlanFile:
    """A draft in the database whose one goal holds a group of criteria."""
    with session.writing(database) as db:
        plan = queries.plan_file(db, "cpr-2021")
        inner = plan.goals[1].criteria[0].model_copy(update={"title": "Indre", "number": "1.1.a"})
        group = (
            plan.goals[0]
            .criteria[0]
            .model_copy(update={"compare": None, "criteria": (inner,), "number": "1.1"})
        )
        goal = plan.goals[0].model_copy(update={"number": "1", "criteria": (group,)})
        changes = {"id": "indlejret", "goals": (goal,), "stage": Stage.DRAFT, "signatures": ()}
        made = plan.model_copy(update={**changes, "observations": ()})
        commands.import_plan(db, made)
    return made


def test_a_version_that_is_no_longer_the_newest_is_refused_and_nothing_typed_is_lost(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Min titel")
    edit_elsewhere(database, title="Andens titel")
    at = press(at, "Gem")
    assert "Planen er ændret, siden du åbnede den: du har version 1, og den nyeste er 2" in plain(at)
    assert named(at.text_input, "Titel").value == "Min titel"
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (2, "Andens titel", "Afslutning af klagesager")
    at = press(at, "Hent den nyeste og kassér mine ændringer")
    assert named(at.text_input, "Titel").value == "Afslutning af klagesager"
    named(at.text_input, "Titel").set_value("Min titel")
    press(at, "Gem")
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (3, "Andens titel", "Min titel")


def test_the_preview_shows_the_rule_on_last_year_s_results(open_page: Open, database: str) -> None:
    """91 pct. in 2017 against [92] for 2018: the goal's 100/7 points are lost, and the other six goals are open."""
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    press(open_page("plans", plan="cpr-2017"), "Lav en kladde for 2018 ud fra planen")
    shown = plain(open_page("plans", plan="cpr-2018", view="preview"))
    assert "Forhåndsvisning på resultaterne for 2017" in shown
    assert "ikke en opgørelse og ikke et skøn" in shown
    assert "Sikret 0 Åbne 85,71 Tabt 14,29" in shown
    assert "2.1 Afslutning af klagesager 14,29 91 &lt; 92: ikke opfyldt Ikke opfyldt" in shown
    assert "Afgøres først i planåret Ikke forfaldent" in shown


def test_sending_for_signature_and_back(draft: Open, database: str) -> None:
    at = press(draft(view="life"), "Send til underskrift")
    assert newest(database, COPY)[1].life is Stage.PROPOSED
    press(at, "Gør til kladde igen")
    assert newest(database, COPY)[1].life is Stage.DRAFT


def test_a_signed_plan_is_locked(draft: Open, database: str, open_page: Open) -> None:
    at = draft(view="life")
    assert "Når planen er underskrevet, er den låst" in plain(at)
    named(at.date_input, "Underskrevet den").set_value(date(2021, 12, 10))
    named(at.text_input, "Departement: stilling").set_value("Departementschef")
    named(at.text_input, "Institution: stilling").set_value("Kontorchef")
    at = press(at, "Underskriv og lås planen")
    assert "Planen er underskrevet og låst" in plain(at)
    plan = newest(database, COPY)[1]
    assert plan.life is Stage.SIGNED
    assert plan.document_date == date(2021, 12, 10)
    assert [(s.party, s.role, s.on) for s in plan.signatures] == [
        ("department", "Departementschef", date(2021, 12, 10)),
        ("institution", "Kontorchef", date(2021, 12, 10)),
    ]
    locked = draft(goal="1.1")
    assert "Planen er underskrevet og låst, så den kan ikke redigeres her" in plain(locked)
    assert not locked.text_input
    assert [b.label for b in locked.button] == ["Lav en kladde for 2023 ud fra planen"]
    assert len(locked.get("download_button")) == 1


def test_a_closed_plan_is_said_to_be_closed(open_page: Open) -> None:
    at = open_page("plans", plan="eksempel-ankenaevn-2023")
    assert "Planen er gjort op og afsluttet" in plain(at)
    assert "tillæg" not in plain(at)


def test_a_signature_needs_a_day_that_has_come_and_both_signers(draft: Open, database: str) -> None:
    at = press(draft(view="life"), "Underskriv og lås planen")
    for said in ("Departement, stilling", "Institution, stilling", "Underskrevet den"):
        assert plain(at).count(f"{said}: Skal udfyldes.") == 1
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011
    named(at.date_input, "Underskrevet den").set_value(tomorrow)
    assert "er ikke kommet endnu" in plain(press(at, "Underskriv og lås planen"))
    assert newest(database, COPY)[1].life is Stage.DRAFT


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "findes-ikke"}, "Der er ingen plan “findes-ikke”"),
        ({"plan": COPY, "goal": "9.9"}, "Resultatplan 2022 har intet mål “9.9”"),
        ({"plan": COPY, "add": "noget"}, "Planens mål"),
        ({"plan": COPY, "view": "noget"}, "Planens mål"),
        ({"add": "noget"}, "Underskrevne planer"),
    ],
)
def test_a_wrong_address_is_told_in_words(
    copied: AppTest, open_page: Open, query: dict[str, str], said: str
) -> None:
    assert said in plain(open_page("plans", **query))


def test_an_empty_database_can_be_begun_with(
    open_page: Open, sqlite_template: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(session.URL_VARIABLE, f"sqlite:///{sqlite_template}")
    assert "Der er ingen kladder" in plain(open_page("plans"))
    assert "Ny kladde" in plain(open_page("plans"))


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"plan": COPY},
        {"goal": "1.1"},
        {"goal": "2.1"},
        {"view": "head"},
        {"view": "preview"},
        {"view": "life"},
    ],
)
def test_the_english_editor_holds_none_of_the_danish_words(
    copied: AppTest, open_page: Open, query: dict[str, str]
) -> None:
    asked = {"plan": COPY, **query} if query else {}
    at = open_page("plans", **asked, lang="en")
    inputs = [*at.text_input, *at.selectbox, *at.checkbox, *at.date_input, *at.button, *at.text_area]
    said = " | ".join([plain(at), *(element.label for element in inputs)])
    danish, english = catalogue("da"), catalogue("en")
    own = {
        key
        for key in danish
        if key.startswith(("editor.", "stage.", "plan.")) and danish[key] != english[key]
    }
    words = {form for key in own for form in danish[key] if re.fullmatch(r"[A-ZÆØÅ][^{}]{3,}", form)}
    same = {form for forms in english.values() for form in forms}
    assert [word for word in sorted(words - same) if re.search(rf"\b{re.escape(word)}\b", said)] == []
