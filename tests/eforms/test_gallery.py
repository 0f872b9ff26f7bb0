"""Every field type as people meet it: axe, the smallest screen, high contrast, and what the scripts do to a page.

Pictures of each page in each state are kept in the folder $SCREENS, when it is set, for a designer's eyes.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from django.http import QueryDict
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from eforms import engine, html
from runtime.places import ROOT
from tests.eforms.forms import NOW
from tests.eforms.gallery import FILLED, PARTS, PORTS, WRONG, drawn, gallery
from tests.journeys.browser import AXE, AXE_COLOURS, AXE_TAGS, CHROMIUM, DESK, FLAGS, NARROWEST, RUN_AXE, TOO_WIDE, dressed

pytestmark = pytest.mark.e2e

DIST = ROOT / "frontend" / "dist"
SCREENS = Path(os.environ["SCREENS"]) if os.environ.get("SCREENS") else None
STATES: dict[str, tuple[dict[str, Any] | None, bool]] = {
    "normal": (None, False),
    "filled": (FILLED, False),
    "error": (WRONG, True),
}
FORM = gallery()


class Site:
    """The gallery as a site without a server: every address is answered from here."""

    def __init__(self, part: str, answers: dict[str, Any] | None, wrong: bool) -> None:
        self.part, self.answers, self.wrong = part, answers, wrong

    def answer(self, route: Route) -> None:
        """Pages, static files, and what the scripts ask."""
        path = urlparse(route.request.url).path
        if path.startswith("/dist/"):
            route.fulfill(path=DIST / path.removeprefix("/dist/"))
        elif path == "/live/":
            route.fulfill(json=self.live(QueryDict(route.request.post_data or "")))
        elif path == "/places/":
            words = route.request.url.partition("q=")[2]
            found = PORTS.places("2", words.replace("+", " "))
            route.fulfill(json=[{"value": p.code, "label": p.full, "note": "trước là Xã Cũ", "choices": []} for p in found])
        else:
            route.fulfill(body=drawn(FORM, self.part, self.answers, wrong=self.wrong, live=True), content_type="text/html")

    def live(self, post: QueryDict) -> dict[str, str]:
        """What the wizard's live view answers."""
        page = FORM.page(f"trang_{self.part}")
        outcome = engine.process(FORM, html.parse(FORM, page, post), page=page.key, now=NOW, ports=PORTS)
        urls = html.Addresses(places="/places/", options="/options/", live="/live/")
        pressed = html.action(post)
        focus, part = (html.field_id(pressed.target), pressed.path.partition("[")[0]) if pressed else ("", "")
        return {"html": html.page(FORM, page, outcome.data, (), ports=PORTS, addresses=urls), "focus": focus, "part": part}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the module."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


def opened(browser: Browser, site: Site) -> Page:
    """A page of the site; the caller closes it."""
    page = browser.new_page(viewport={"width": DESK, "height": 900})
    page.route("**/*", site.answer)
    page.goto("http://cac-loai-o.test/")
    return page


def kept(page: Page, name: str) -> None:
    if SCREENS:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.mark.parametrize("part", PARTS)
def test_every_type_can_be_read_by_everybody(browser: Browser, part: str) -> None:
    found = {}
    for state, (answers, wrong) in STATES.items():
        page = opened(browser, Site(part, answers, wrong))
        page.add_script_tag(path=AXE)
        found[state] = page.evaluate(RUN_AXE, {"type": "tag", "values": AXE_TAGS})
        kept(page, f"{part}-{state}")
        if wrong:
            with dressed(page, "high"):
                found["high-contrast"] = page.evaluate(RUN_AXE, {"type": "rule", "values": AXE_COLOURS})
                kept(page, f"{part}-high-contrast")
            page.set_viewport_size({"width": NARROWEST, "height": 900})
            found["320"] = page.evaluate(TOO_WIDE)
            kept(page, f"{part}-320")
        page.close()
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_sum_and_a_condition_answer_while_one_types(browser: Browser) -> None:
    page = opened(browser, Site("so", None, False))
    page.get_by_label("Giá trị tài sản").fill("1250000")
    expect(page.get_by_text("Một triệu hai trăm năm mươi nghìn đồng")).to_be_visible()
    expect(page.get_by_label("Giá trị tài sản")).to_have_value("1250000")
    expect(page.get_by_label("Giá trị tài sản")).to_be_focused()
    page.close()
    page = opened(browser, Site("chon", None, False))
    expect(page.get_by_label("Đơn vị thẩm tra")).to_be_hidden()
    page.get_by_role("group", name="Có thẩm tra thiết kế không?").get_by_label("Có", exact=True).check()
    expect(page.get_by_label("Đơn vị thẩm tra")).to_be_visible()
    page.close()


def test_rows_are_added_moved_and_removed_without_leaving_the_page(browser: Browser) -> None:
    page = opened(browser, Site("nhom", {"ho": [{"hoTen": "Một"}, {"hoTen": "Hai"}]}, False))
    page.get_by_role("button", name="Thêm thành viên khác").click()
    expect(page.get_by_role("group", name="Thành viên 3")).to_be_focused()
    page.get_by_role("button", name="Chuyển lên thành viên 2").click()
    names = page.get_by_label("Họ, chữ đệm và tên")
    expect(names.nth(0)).to_have_value("Hai")
    expect(names.nth(1)).to_have_value("Một")
    expect(page.get_by_text("Đã chuyển lên")).to_be_attached()
    page.get_by_role("button", name="Xóa thành viên 1").click()
    expect(names.nth(0)).to_have_value("Một")
    page.close()


def test_a_commune_is_suggested_and_taken_with_the_keyboard(browser: Browser) -> None:
    page = opened(browser, Site("noi", None, False))
    box = page.get_by_label("Tìm nhanh theo tên phường, xã").first
    box.press_sequentially("phu loi")
    expect(page.locator('[role="option"]')).to_have_count(1)
    page.add_script_tag(path=AXE)
    assert page.evaluate(RUN_AXE, {"type": "tag", "values": AXE_TAGS}) == []
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("#field-cuTru-xa")).to_have_value("25750")
    expect(page.locator("#field-cuTru-tinh")).to_have_value("79")
    page.close()


def test_a_signature_is_drawn(browser: Browser) -> None:
    page = opened(browser, Site("tep", None, False))
    pad = page.locator("canvas").bounding_box()
    assert pad is not None
    page.mouse.move(pad["x"] + 50, pad["y"] + 80)
    page.mouse.down()
    page.mouse.move(pad["x"] + 250, pad["y"] + 40)
    page.mouse.up()
    signed = page.locator('input[name="chuKy"]').input_value()
    page.close()
    outcome = engine.process(FORM, {"chuKy": signed}, page="trang_tep", now=NOW, ports=PORTS)
    assert "chuKy" not in {error.path for error in outcome.errors}, json.dumps(signed[:80])
