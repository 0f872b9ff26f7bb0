"""Every page of the portal (tests/journeys/pages.py): axe-core by WCAG 2.2 A, AA and best practice, words, title, 320 px.

Each in its normal state and with its errors; in high contrast, which gives the same tokens other colours, every third page here
and every page in ``bin/test soak``. Pages of the main job are looked at again while it is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from tests.behind import Behind
from tests.journeys.browser import Eyes, Person
from tests.journeys.pages import PAGES, Page

pytestmark = pytest.mark.e2e

BOTH = ("normal", "high")
HIGH_EVERY = 3
EMPTY = """(button) => {
  const form = button.form;
  for (const box of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (box.type === "radio" || box.type === "checkbox") box.checked = false;
    else if (box.type !== "submit") box.value = "";
  }
}"""
ASKED = """() => [...document.querySelectorAll("main form")].filter((form) => form.querySelector(
  "input:not([type=hidden]):not([type=submit]), textarea, select")).length"""


@dataclass
class Stage:
    """What tests/journeys/stage.py made beside the portal, and one browser session for each of its people."""

    address: str
    browser: Browser
    things: dict[str, Any]
    cookies: dict[str, str]
    people: dict[str, Person]

    def meet(self, who: str) -> Person:
        """That person; nobody has a session without a cookie."""
        if who not in self.people:
            self.people[who] = Person(self.browser, self.address)
            if who:
                cookie = {"name": "portal_session", "value": self.cookies[who], "url": self.address}
                self.people[who].context.add_cookies([cookie])
        return self.people[who]

    def thing(self, name: str) -> Any:
        """``=word`` is the word, anything else a thing by its name."""
        return name[1:] if name.startswith("=") else self.things[name]

    def path(self, page: Page) -> str:
        """The page's address; a desk's has the seat of whoever looks."""
        if page.path:
            return page.path
        given = {key: self.thing(value) for key, value in page.of.items()}
        seat = {"seat": self.things["seats"][page.who]} if page.who in self.things["seats"] else {}
        return str(reverse(page.route, kwargs=given | (seat if page.route != "seats:choose" else {}))) + page.query


@pytest.fixture(scope="module")
def stage(chromium: Browser, address: str, behind: Behind) -> Iterator[Stage]:
    stage = Stage(address, chromium, **behind.ask("tests.journeys.stage:main"), people={})
    yield stage
    for person in stage.people.values():
        person.close()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_page(page: Page, stage: Stage, eyes: Eyes) -> None:
    person, name = stage.meet(page.who), str(page)
    answer = person.page.goto(stage.address + stage.path(page))
    assert answer is not None
    assert (answer.status, person.path) == (page.status, stage.path(page).partition("?")[0])
    if page.press:
        person.fill({key: stage.things[value[1:]] if value.startswith("$") else value for key, value in page.send.items()})
        person.press(page.press)
        expect(person.page.locator(".govuk-error-summary")).to_have_count(0)
    eyes.look(person, name, themes=BOTH if PAGES.index(page) % HIGH_EVERY == 0 else BOTH[:1])
    faults = eyes.of(name)
    if page.wrong:
        person.main.get_by_role("button", name=page.wrong, exact=True).first.evaluate(EMPTY)
        person.press(page.wrong, exact=True)
        if page.at_once:
            expect(person.page.locator(".counter-wrong")).to_be_visible()
            expect(person.page.locator(".govuk-form-group--error :focus")).to_have_count(1)
        else:
            expect(person.page.locator(".govuk-error-summary")).to_be_focused()
        assert person.page.title().startswith("Lỗi: ")
        eyes.look(person, f"{name}-wrong")
        faults += eyes.of(f"{name}-wrong")
    elif not page.press and not page.safe:
        assert person.page.evaluate(ASKED) == 0, "a form: name the button in `wrong`, or say in `safe` why it cannot be wrong"
    assert faults == []


@pytest.mark.soak
@pytest.mark.parametrize("page", [page for page in PAGES if not page.press], ids=str)
def test_each_page_in_high_contrast(page: Page, stage: Stage, eyes: Eyes) -> None:
    person, name = stage.meet(page.who), str(page)
    person.page.goto(stage.address + stage.path(page))
    eyes.axe(person.page, name, "high")
    assert eyes.of(name) == []


def test_the_bar_changes_the_theme_and_the_size_of_text(stranger: Person, eyes: Eyes) -> None:
    stranger.open("/").press("Tương phản cao", within=".bar").press("Phóng to chữ", within=".bar")
    stranger.page.reload()
    root = stranger.page.locator("html")
    expect(root).to_have_attribute("data-contrast", "high")
    expect(root).to_have_attribute("data-text-size", "112")
    eyes.look(stranger, "home-high-larger", themes=BOTH)
    stranger.press("Tối", within=".bar")
    expect(root).to_have_attribute("data-contrast", "dark")
    eyes.axe(stranger.page, "home-dark")
    assert eyes.of("home-high-larger", "home-dark") == []


def test_text_twice_as_large_still_fits_a_phone(stranger: Person, eyes: Eyes) -> None:
    for number, path in enumerate(("/", "/thu-tuc/1.013225/", "/tra-cuu/")):
        stranger.open(path)
        stranger.page.locator("html").evaluate("(html) => { html.dataset.textSize = '150'; }")
        eyes.look(stranger, f"large-{number}")
        assert [fault for fault in eyes.of(f"large-{number}") if fault.kind == "wide"] == []
