"""Soạn at the process's table by keyboard: a step keeps the focus while it moves, and saves itself while she types."""

import pytest
from playwright.sync_api import expect

from tests.behind import Behind
from tests.journeys.conftest import Meet

pytestmark = pytest.mark.e2e


def test_a_step_moves_under_the_keys_and_saves_itself(meet: Meet, behind: Behind) -> None:
    soan = meet("soan").open(behind.ask("tests.journeys.drafting:process"))
    page, rows = soan.page, soan.page.locator(".steps [data-step]")
    keys = lambda: [row.get_attribute("data-step") for row in rows.all()]  # noqa: E731
    before = keys()
    rows.nth(1).get_by_role("link").first.focus()
    for arrow in ("Down", "Down", "Up", "Up"):
        with page.expect_navigation():
            page.keyboard.press(f"Alt+Arrow{arrow}")
        expect(page.locator(f"#{'down' if arrow == 'Down' else 'up'}-{before[1]}")).to_be_focused()
    assert keys() == before
    rows.nth(1).get_by_role("link").first.click()
    page.get_by_label("Tên bước").fill("Tên gõ dở")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu lúc")
    page.reload()
    expect(page.get_by_label("Tên bước")).to_have_value("Tên gõ dở")
    assert soan.complaints == []
