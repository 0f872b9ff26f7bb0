"""The search box suggests while one types: by keyboard, told to who hears the page, and never in the way of a plain search."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Person

pytestmark = pytest.mark.e2e
PERMIT = "1.013225"


def test_a_suggestion_is_taken_by_keyboard(stranger: Person) -> None:
    box = stranger.open("/").page.locator("main [name=q]")
    box.press_sequentially("xay nha")
    first = stranger.page.locator("main [role=option]").first
    expect(first).to_contain_text("xây dựng")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    box.press("Enter")
    stranger.page.wait_for_url(f"**/thu-tuc/{PERMIT}/")


def test_enter_without_a_choice_and_after_escape_searches_for_what_was_typed(stranger: Person) -> None:
    box = stranger.open("/").page.locator("main [name=q]")
    box.press_sequentially("xay nha")
    expect(stranger.page.locator("main [role=option]").first).to_be_visible()
    box.press("Escape")
    expect(stranger.page.locator("main [role=listbox]")).to_be_hidden()
    box.press("Enter")
    stranger.page.wait_for_url("**/tim-kiem/?q=xay+nha*")
