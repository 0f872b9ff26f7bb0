"""Somebody who uses nothing but a keyboard: Tab to where it is, then Enter, Space, arrows and letters. ``Quick`` only hurries."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ElementHandle, Locator

from tests.journeys.browser import Person

MOST_TABS = 400
AT_THE_TOP = "(wanted) => document.activeElement === document.body && !!wanted.closest('main') && !location.hash"
ON_THE_WAY = "() => document.activeElement.matches('.govuk-skip-link')"
# How many times to press Tab: 0 when the focus is there (a group of radios is entered where it is entered), else a guess that
# does not go too far, 1 where nothing can be guessed. What is pressed then is pressed for real, and looked at again.
TABS = """(wanted) => {
  const here = document.activeElement;
  const group = (one) => one.type === "radio" ? [...document.getElementsByName(one.name)] : [one];
  if (group(wanted).includes(here)) return 0;
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]";
  const row = [...document.querySelectorAll(stops)].filter((one) => one.tabIndex >= 0 && !one.disabled
    && one.checkVisibility({ visibilityProperty: true })
    && (one.type !== "radio" || one === (group(one).find((other) => other.checked) || group(one)[0])));
  const before = (one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
  const from = row.includes(here) ? row.indexOf(here) : row.filter(before).length - 1;
  const to = row.findIndex((one) => group(wanted).includes(one));
  const between = row.slice(from + 1, to);
  if (to <= from || between.some((one) => one.tagName === "IFRAME")) return 1;
  return between.length + 1;
}"""


class Hands:
    """A person's hands on the keyboard; the mouse is not there."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.keys = person.page.keyboard

    def reach(self, what: Locator) -> "Hands":
        """Tab until the focus is on it; a group of radios is entered where it is entered."""
        held = what.first.element_handle()
        self._pass_the_head(held)
        pressed = 0
        while pressed < MOST_TABS:
            tabs = held.evaluate(TABS)
            if not tabs:
                return self
            for _tab in range(tabs):
                self.keys.press("Tab")
            pressed += tabs
        raise AssertionError(f"the keyboard does not get to {what}")

    def _pass_the_head(self, wanted: ElementHandle) -> None:
        """At the top of a page the first Tab comes to the link that leads past its head."""
        if wanted.evaluate(AT_THE_TOP):
            self.keys.press("Tab")
            if wanted.evaluate(ON_THE_WAY):
                self.keys.press("Enter")

    def press(self, name: str) -> "Hands":
        """Reach the button or link with this name in the page's content and press Enter."""
        main = self.person.main
        button, link = main.get_by_role("button", name=name), main.get_by_role("link", name=name)
        self.reach(button if button.count() else link)
        return self.enter()

    def enter(self) -> "Hands":
        """Enter, and wait for what it leads to."""
        with self.person.page.expect_navigation():
            self.keys.press("Enter")
        return self

    def write(self, name: str, text: str) -> "Hands":
        """Put a text into the box of this name, in the place of what stands there."""
        return self.write_into(self.person.main.locator(f'[name="{name}"]'), text)

    def write_into(self, box: Locator, text: str) -> "Hands":
        """The same for a box that has no name of its own."""
        self.reach(box)
        self.keys.press("Control+A")
        self.keys.press("Delete")
        self.keys.insert_text(text)
        return self

    def unfold(self, what: Locator) -> "Hands":
        """Open the part of the page that this is folded away in."""
        if not what.first.is_visible():
            self.reach(self.person.main.locator("details:not([open]) > summary", has_text="Nâng cao"))
            self.keys.press("Enter")
        return self

    def choose(self, name: str, value: str) -> "Hands":
        """One of the radios of a name: Space takes the one that Tab comes to, arrows go to the next."""
        wanted = self.person.page.locator(f'input[name="{name}"][value="{value}"]')
        self.reach(wanted)
        self.keys.press("Space")
        for _step in range(60):
            if wanted.is_checked():
                return self
            self.keys.press("ArrowDown")
        raise AssertionError(f"the arrows do not get to {name} = {value}")

    def tick(self, name: str, value: str = "", *, on: bool = True) -> "Hands":
        """A box to tick."""
        box = self.person.page.locator(f'input[name="{name}"]' + (f'[value="{value}"]' if value else ""))
        if box.is_checked() != on:
            self.reach(box)
            self.keys.press("Space")
        return self

    def pick(self, name: str, value: str) -> "Hands":
        """An entry of a list."""
        box = self.person.main.locator(f'[name="{name}"]')
        self.reach(box)
        self.keys.press("Home")
        for _step in range(80):
            if box.input_value() == value:
                return self
            self.keys.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")


class Quick(Hands):
    """The same acts without the way there, where another journey has walked it already."""

    def go(self, what: Locator) -> "Hands":
        """Press it, and wait for what it leads to."""
        with self.person.page.expect_navigation(wait_until="domcontentloaded"):
            what.first.press("Enter", no_wait_after=True)
        return self

    def press(self, name: str) -> "Hands":
        return self.go(self.person.main.locator("button", has_text=name))

    def write_into(self, box: Locator, text: str) -> "Hands":
        box.fill(text)
        return self

    def unfold(self, what: Locator) -> "Hands":
        if not what.first.is_visible():
            self.person.main.locator("details:not([open]) > summary", has_text="Nâng cao").click()
        return self

    def choose(self, name: str, value: str) -> "Hands":
        self.person.main.locator(f'input[name="{name}"][value="{value}"]').check(force=True)
        return self

    def tick(self, name: str, value: str = "", *, on: bool = True) -> "Hands":
        box = self.person.main.locator(f'input[name="{name}"]' + (f'[value="{value}"]' if value else ""))
        box.set_checked(on, force=True)
        return self

    def pick(self, name: str, value: str) -> "Hands":
        self.person.main.locator(f'[name="{name}"]').select_option(value)
        return self


@contextmanager
def bare(person: Person) -> Iterator[None]:
    """Pages come without their style and scripts and without the builder's preview beside them: nobody looks."""
    network = person.context.new_cdp_session(person.page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/static/*", "*/xem/*"]})
    yield
    network.send("Network.setBlockedURLs", {"urls": []})
    network.detach()
