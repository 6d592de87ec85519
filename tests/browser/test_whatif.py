"""Hvad nu hvis in a real browser: by mouse and by keyboard, in view beside the goals, and the same after a reload."""

from __future__ import annotations

import itertools
import re

from playwright.sync_api import Page, expect

from tests.browser.test_pages import show
from tests.fixtures.browsers import Server, answered, at_rest, held_back, unfold

ADDRESS = "/hvad-nu-hvis?plan=eksempel-ankenaevn-2026&as_of=2026-11-20&wanted=80"


def test_a_goal_is_supposed_and_the_back_button_takes_it_back(page: Page, server: Server) -> None:
    show(page, server, ADDRESS)
    expect(page.locator(".m-reaches")).to_have_text("Sandsynlighed for mindst 80 point: 93 pct. (uændret)")
    page.get_by_role("radiogroup", name="3.2 Lavere sygefravær").get_by_text("Opfyldes ikke").click()
    expect(page).to_have_url(re.compile(r"set=3\.2-not_met$"))
    expect(page.locator(".m-case").nth(1)).to_contain_text("Tabt 16,7")
    expect(page.locator(".m-case").nth(0)).to_contain_text("Tabt 0")
    told = page.locator(".m-reaches").inner_text()
    page.reload()
    expect(page.locator(".m-reaches")).to_have_text(told)
    page.go_back()
    expect(page.locator(".m-reaches")).to_have_text("Sandsynlighed for mindst 80 point: 93 pct. (uændret)")
    expect(page.locator(".m-case").nth(1)).to_contain_text("Tabt 0")


def test_a_slider_moves_by_keyboard_and_only_its_part_is_drawn_anew(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&chance=1.2-0.5")
    goals = page.locator("[class*=st-key-m-goal-]")
    expect(goals).to_have_count(6)
    order = goals.locator("a").all_inner_texts()
    page.evaluate("document.querySelector('.m-banner').dataset.kept = 'yes'")
    before = page.locator(".m-reaches").inner_text()
    slider = page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"chance=1\.2-0\.45$"))
    expect(page.locator(".m-reaches")).not_to_have_text(before)
    expect(page.locator(".m-banner")).to_have_attribute("data-kept", "yes")
    at_rest(page)
    expect(slider).to_have_attribute("aria-valuetext", "45\u00a0pct.")
    expect(goals.locator("a")).to_have_text(order)
    told = page.locator(".m-reaches, .m-pivots").all_inner_texts()
    page.reload()
    expect(page.locator(".m-reaches, .m-pivots")).to_have_text(told, use_inner_text=True)
    expect(slider).to_have_attribute("aria-valuetext", "45\u00a0pct.")


def test_a_what_if_compared_with_others_moves_with_the_slider(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&chance=1.2-0.5")
    unfold(page, "Gem og del som scenarie")
    page.get_by_label("Navn").fill("Prøve")
    page.get_by_role("button", name="Gem scenarie").click()
    expect(page.get_by_text("Scenariet er gemt")).to_be_visible()
    unfold(page, "Sammenlign scenarier")
    compared = page.get_by_role("table", name="Scenarier ved siden af")
    expect(compared).to_be_visible()
    at_rest(page)
    page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt").press("ArrowLeft")
    expect(compared).to_contain_text("Det, der er sat nu")
    page.get_by_role("button", name="Fjern scenarie").click()
    page.get_by_role("button", name="Ja, fjern").click()
    expect(compared).to_have_count(0)
    at_rest(page)
    page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"chance=1\.2-0\.48"))


def test_what_comes_of_it_stays_in_view_beside_the_goals(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1440, "height": 700})
    show(page, server, ADDRESS)
    goals = page.get_by_role("radiogroup", name=re.compile(r"^\d"))
    expect(goals).to_have_count(6)
    last = goals.last
    expect(last).not_to_be_in_viewport()
    last.evaluate("goal => goal.scrollIntoView({ block: 'end' })")
    expect(last).to_be_in_viewport()
    expect(page.locator(".m-case").nth(0)).to_be_in_viewport()
    expect(page.locator(".m-case").nth(1)).to_be_in_viewport()


def test_what_is_unfolded_stays_so_while_the_choices_move(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&chance=1.2-0.5")
    unfold(page, "Sandsynlighed for hvert resultat som tabel")
    table = page.get_by_role("table", name="Sandsynlighed for hvert resultat")
    expect(table).to_be_visible()
    at_rest(page)
    before = table.inner_text()
    page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"chance=1\.2-0\.49"))
    expect(table).not_to_have_text(before, use_inner_text=True)


def test_a_ranking_that_is_cleared_leaves_the_question_and_its_ways(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&ask=total&easiest=3.2")
    expect(page.get_by_text("Ingen af de mål, der er regnet med")).to_be_visible()
    page.get_by_role("button", name="Fjern 3.2 Lavere sygefravær").click()
    expect(page).not_to_have_url(re.compile("easiest="))
    expect(page.get_by_role("table", name="Kombinationer")).to_contain_text("mindst 80 point")
    at_rest(page)
    page.get_by_role("slider", name="Ønsket målopfyldelse").press("ArrowLeft")
    expect(page.get_by_role("table", name="Kombinationer")).to_contain_text("mindst 79 point")


def test_the_questions_are_answered_by_keyboard_and_the_last_is_put_into_the_scenario(
    page: Page, server: Server
) -> None:
    show(page, server, ADDRESS)
    page.get_by_role("radio", name="Hvad skal der til for 80 point?").press("Space")
    expect(page.locator(".m-answer")).to_contain_text("ét mål ikke opfyldes, uanset hvilket")
    at_rest(page)
    show(page, server, f"{ADDRESS}&ask=goal&goal=3.2")
    expect(page.locator(".m-answer")).to_contain_text("Hvis mål 3.2 ikke opfyldes")
    page.get_by_role("button", name="Sæt i scenariet: mål 3.2 opfyldes ikke").press("Enter")
    expect(page).to_have_url(re.compile(r"set=3\.2-not_met$"))
    expect(page.locator(".m-set")).to_contain_text("Sat: opfyldes ikke")


def test_no_two_labels_of_the_chart_of_totals_meet_at_any_width(page: Page, server: Server) -> None:
    for plan, wanted in itertools.product(
        ("eksempel-ankenaevn-2026", "eksempel-tilsyn-2026"), (5, 45, 75, 95)
    ):
        show(page, server, f"/hvad-nu-hvis?plan={plan}&as_of=2026-11-20&wanted={wanted}")
        for width in (320, 390, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            boxes = page.locator(".m-spread span").evaluate_all(
                """all => all.map(e => e.getBoundingClientRect()).filter(b => b.width)
                    .map(b => [b.left, b.right, b.top, b.bottom])"""
            )
            assert len(boxes) > 3
            for one, other in itertools.combinations(boxes, 2):
                (left, right, top, bottom), (start, end, above, below) = one, other
                beside = right <= start + 0.5 or end <= left + 0.5
                assert beside or bottom <= above + 0.5 or below <= top + 0.5, (
                    plan,
                    width,
                    wanted,
                    one,
                    other,
                )
            assert all(left >= 0 and right <= width for left, right, *_ in boxes)


def test_a_slider_that_is_moved_to_all_of_a_goal_leaves_it_met(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&set=1.2-met+3.2-0.997")
    slider = page.get_by_role("slider", name="Mål 3.2")
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"3\.2-0\.95$"))
    at_rest(page)
    slider.press("ArrowRight")
    goal = page.get_by_role("radiogroup", name="3.2 Lavere sygefravær")
    expect(goal.get_by_role("radio", name="Opfyldes", exact=True)).to_be_checked()
    expect(slider).to_have_count(0)


def test_a_slider_drawn_only_after_another_choice_shows_what_the_page_goes_by(
    page: Page, server: Server
) -> None:
    """On a slow line the browser fetches what draws a slider while the reader already chooses something else."""
    with held_back(page, "Slider"):
        page.goto(server.url + ADDRESS)
        page.get_by_role("radio", name="Hvad skal der til for 80 point?").click()
        expect(page.get_by_role("table", name="Kombinationer")).to_be_visible()
        answered(page)
    slider = page.get_by_role("slider", name="Ønsket målopfyldelse")
    expect(slider).to_have_value("80")
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"wanted=79$"))


def test_on_a_telephone_the_result_is_in_view_while_a_goal_is_set_and_covers_nothing_that_has_the_focus(
    page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, server, ADDRESS)
    result = page.locator(".m-reaches")
    expect(result).to_be_in_viewport()
    for goal in page.get_by_role("radiogroup").all()[1:]:
        goal.get_by_role("radio").first.focus()
        focused, covered = goal.bounding_box(), result.bounding_box()
        assert focused
        assert covered
        assert focused["y"] + focused["height"] <= covered["y"]
    page.get_by_role("radiogroup", name="3.2 Lavere sygefravær").get_by_text("Opfyldes ikke").click()
    expect(result).to_contain_text("(før: 93 pct.)")
    expect(result).to_be_in_viewport()
    box = result.bounding_box()
    assert box
    assert box["height"] < 60


def test_what_has_been_saved_is_told_where_the_reader_looks(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, server, f"{ADDRESS}&set=1.1-met")
    unfold(page, "Gem og del som scenarie")
    for name in ("En", "To"):
        page.get_by_label("Navn").fill(name)
        if name == "To":
            page.get_by_text("Gem som nyt scenarie").click()
        page.get_by_role("button", name="Gem scenarie").click()
        expect(page.get_by_text("Scenariet er gemt. Planen er ikke ændret.")).to_be_in_viewport()
        at_rest(page)
    for name in ("To", "En"):
        page.locator(".m-trail a", has_text=name).click()
        at_rest(page)
        page.get_by_role("button", name="Fjern scenarie").click()
        page.get_by_role("button", name="Ja, fjern").click()
        expect(page.locator(".m-trail a", has_text=name)).to_have_count(0)
