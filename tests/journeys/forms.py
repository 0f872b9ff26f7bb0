"""The three demonstration e-forms as their pages ask them: which inputs, with which answers, how many rows."""

import json
from functools import cache
from typing import Any

from playwright.sync_api import Locator, expect

from eforms import schema
from eforms.nodes import Form
from portal.mainjob import samples
from portal.mainjob.posting import posted, rows
from runtime.places import ROOT
from tests.journeys.browser import Person


@cache
def form(code: str) -> Form:
    """The e-form of a seeded procedure, as the portal itself loads it."""
    return schema.load(json.loads((ROOT / "seeds" / "procedures" / code / "form.json").read_text()))


def answers(code: str, key: str) -> dict[str, Any]:
    """Input names and values of one page."""
    return posted(_page(code, key), samples.ANSWERS[code])


def choose_place(person: Person, place: str = "phường Phú Cường") -> Person:
    """Choose where to file on the start page and go on to the e-form's first page."""
    places = person.box("offering")
    if places.is_visible():
        places.select_option(places.locator("option", has_text=place).first.get_attribute("value"))
    else:  # the script put a box that finds in the list's place
        person.page.locator("#id_offering").fill(place)
        person.page.locator('.pick [role="option"]', has_text=place).first.click()
    return person.press("Tiếp tục")


def leave_place_empty(person: Person) -> Person:
    """Take back the place that the page proposes."""
    places = person.box("offering")
    if places.is_visible():
        places.select_option("")
    else:
        box = person.page.locator("#id_offering")
        box.fill("")
        box.press("Tab")  # the list goes away
    return person


def fill_page(person: Person, code: str) -> str:
    """Fill the page of the e-form that is before ``person``, rows and all; returns the page's key. Does not send it."""
    key = person.path.rstrip("/").rpartition("/")[2]
    for path, wanted in rows(_page(code, key), samples.ANSWERS[code]).items():
        there = _rows(person, path)
        while (now := there.count()) != wanted:
            button = f'[name="_add:{path}"]' if now < wanted else f'[name^="_remove:{path}["]'
            person.page.locator(button).last.click()
            expect(there).to_have_count(now + (1 if now < wanted else -1))
    person.fill(answers(code, key))
    return key


def fill_all(person: Person, code: str) -> list[str]:
    """Fill and send every page from the one before us on; returns the pages' keys. Ends on the papers or the check page."""
    done: list[str] = []
    while "/muc/" in person.path:
        key = fill_page(person, code)
        person.press("Lưu và tiếp tục")
        assert done[-3:] != [key] * 3, f"{key} does not let go: {person.main.inner_text()[:600]}"
        done.append(key)
    return done


def _page(code: str, key: str) -> Any:
    return next(page for page in form(code).pages if page.key == key)


def _rows(person: Person, path: str) -> Locator:
    return person.page.locator(f'.eform-row > input[type=hidden][name^="{path}["]')
