"""Hvad nu hvis in a real browser: by mouse and by keyboard, in view beside the goals, and the same after a reload."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.test_pages import show
from tests.fixtures.browsers import Server, at_rest, held_back

ADDRESS = "/hvad-nu-hvis?plan=eksempel-ankenaevn-2026&as_of=2026-11-20"


def test_a_goal_is_supposed_and_the_back_button_takes_it_back(page: Page, server: Server) -> None:
    show(page, server, ADDRESS)
    expect(page.locator(".m-reaches")).to_have_text("P(mindst 80) 67 pct., var 67 pct.")
    page.get_by_role("radiogroup", name="3.2 Lavere sygefravær").get_by_text("Ikke opfyldt").click()
    expect(page).to_have_url(re.compile(r"set=3\.2-not_met$"))
    expect(page.locator(".m-case").nth(1)).to_contain_text("Tabt 16,67")
    expect(page.locator(".m-case").nth(0)).to_contain_text("Tabt 0")
    told = page.locator(".m-reaches").inner_text()
    page.reload()
    expect(page.locator(".m-reaches")).to_have_text(told)
    page.go_back()
    expect(page.locator(".m-reaches")).to_have_text("P(mindst 80) 67 pct., var 67 pct.")
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
    page.get_by_text("Gem som scenarie").click()
    page.get_by_label("Navn").fill("Prøve")
    page.get_by_role("button", name="Gem scenarie").click()
    expect(page.get_by_text("Scenariet er gemt")).to_be_visible()
    page.get_by_text("Sammenlign scenarier").click()
    compared = page.get_by_role("table", name="Scenarier ved siden af")
    expect(compared).to_be_visible()
    at_rest(page)
    page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt").press("ArrowLeft")
    expect(compared).to_contain_text("Det, der er sat nu")
    page.get_by_role("button", name="Fjern scenarie").click()
    expect(compared).to_have_count(0)
    at_rest(page)
    page.get_by_role("slider", name="Mål 1.2: sandsynlighed for opfyldt").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"chance=1\.2-0\.48"))


def test_what_comes_of_it_stays_in_view_beside_the_goals(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1440, "height": 700})
    show(page, server, ADDRESS)
    last = page.get_by_role("radiogroup", name="1.1 Kort sagsbehandlingstid")
    expect(last).not_to_be_in_viewport()
    last.evaluate("goal => goal.scrollIntoView({ block: 'end' })")
    expect(last).to_be_in_viewport()
    expect(page.locator(".m-case").nth(0)).to_be_in_viewport()
    expect(page.locator(".m-case").nth(1)).to_be_in_viewport()


def test_what_is_unfolded_stays_so_while_the_choices_move_and_from_a_link_with_a_ranking(
    page: Page, server: Server
) -> None:
    show(page, server, ADDRESS)
    ways = page.get_by_role("table", name="Vejene til")
    expect(ways).to_have_count(0)
    page.get_by_text("Hvad skal der til?").click()
    expect(ways).to_contain_text("3.2 Lavere sygefravær")
    at_rest(page)
    page.get_by_role("slider", name="Ønskede point").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"wanted=79$"))
    expect(page.get_by_role("table", name="Vejene til 79 point")).to_be_visible()
    show(page, server, f"{ADDRESS}&easiest=1.1+1.2+1.3+2.1+3.1")
    expect(ways).to_be_visible()


def test_what_a_link_with_a_ranking_unfolds_stays_so_once_the_ranking_is_cleared(
    page: Page, server: Server
) -> None:
    show(page, server, f"{ADDRESS}&easiest=3.2")
    page.get_by_role("button", name="Fjern 3.2 Lavere sygefravær").click()
    expect(page).not_to_have_url(re.compile("easiest="))
    expect(page.get_by_role("table", name="Vejene til 80 point")).to_be_visible()
    at_rest(page)
    page.get_by_role("slider", name="Ønskede point").press("ArrowLeft")
    expect(page.get_by_role("table", name="Vejene til 79 point")).to_be_visible()


def test_a_slider_that_is_moved_to_all_of_a_goal_leaves_it_met(page: Page, server: Server) -> None:
    show(page, server, f"{ADDRESS}&set=1.2-met+3.2-0.997")
    slider = page.get_by_role("slider", name="Mål 3.2")
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"3\.2-0\.95$"))
    at_rest(page)
    slider.press("ArrowRight")
    goal = page.get_by_role("radiogroup", name="3.2 Lavere sygefravær")
    expect(goal.get_by_role("radio", name="Opfyldt", exact=True)).to_be_checked()
    expect(slider).to_have_count(0)


def test_a_slider_drawn_only_after_another_choice_shows_what_the_page_goes_by(
    page: Page, server: Server
) -> None:
    """On a slow line the browser fetches what draws a slider while the reader already chooses something else."""
    with held_back(page, "Slider"):
        show(page, server, ADDRESS)
        page.get_by_text("Hvad skal der til?").click()
        expect(page.get_by_role("table", name="Vejene til 80 point")).to_be_visible()
        at_rest(page)
    slider = page.get_by_role("slider", name="Ønskede point")
    expect(slider).to_have_value("80")
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"wanted=79$"))
