"""People who use the running portal in Chromium, and eyes that look at every page they see.

A ``Person`` is one browser session. ``Eyes`` judges a page by what no page may get wrong (``Fault.kind``): a title, NFC text,
words of another language, sideways scrolling at 320 px, axe-core's rules, and what the browser's console complains about.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, expect

from runtime.places import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of the browser's own bar that every new window would draw and nobody sees: half a second of a processor for each
    # person. The others are what Playwright switches off; the last such flag is the one that counts.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,OptimizationHints,NetworkTimeServiceQuerying,PreconnectToSearch",
)
PASSWORD = "Demo-2026-portal"
WAIT = 20_000
PHONE, DESK, NARROWEST = 360, 1280, 320
HEIGHT = 900
SCREENS = ROOT / "var" / "screens"
KEEP_SCREENS = bool(os.environ.get("SCREENS"))
"""Set to keep pictures at 360 and 1280 px of every page that is looked at: for people who look, not for tests."""
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# A theme changes colours and nothing else.
AXE_COLOURS = ("color-contrast", "link-in-text-block")
TITLE = re.compile(r"(Lỗi: )?[^–\s].* – Dịch vụ công")
# What govuk-frontend, Django and allauth say when nobody has put it in Vietnamese.
ENGLISH = (
    "There is a problem|Error:|Skip to main content|Continue|Cancel|Close|Previous|Next page|Submit|Save and|Back to|"
    "This field is required|This field cannot be|Enter a |Enter the |Select a |Select the |Choose a |Important|Success|Warning|"
    "Sign in|Sign out|Sign up|Log in|Log out|Search|Menu|Show password|Hide password|Show all|Hide all|Show this section|"
    "Loading|Page not found|Forbidden|Bad Request|No file chosen|Choose file|Upload|Delete|Remove|Required|Optional|optional|"
    "Yes|characters remaining|You have|Password|Username|Email address|Help with|Cookies|Contents|Related content|Your "
)
ENGLISH_WORDS = re.compile(rf"(?<![\w-])(?:{ENGLISH})(?![\w-])")
# Text that people read or hear, outside of what is marked as English.
READ_TEXT = """() => {
  const said = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { said.push(node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || node.lang === "en" || ["SCRIPT", "STYLE", "KBD"].includes(node.tagName)) return;
    for (const name of ["aria-label", "alt", "title", "placeholder"]) said.push(node.getAttribute(name) || "");
    node.childNodes.forEach(walk);
    said.push(" ");
  };
  walk(document.body);
  return said.join("").replace(/\\s+/g, " ");
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5);
  return wide.filter((e) => ![...e.children].some((c) => wide.includes(c))).slice(0, 5)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} “${(e.textContent || "").trim().slice(0, 40)}”`).concat("too wide");
}"""
# Under a theme, as the accessibility bar's buttons set it. No style sheet is fetched again (no rule that we ask for reads them),
# and no frame is waited for: what it holds is a page of its own.
RUN_AXE = """async ({ theme, without, ...runOnly }) => {
  window.axe || window.loadAxe();
  const root = document.documentElement, before = root.dataset.contrast || "";
  if (theme) root.dataset.contrast = theme;
  const rules = Object.fromEntries((without || []).map((rule) => [rule, { enabled: false }]));
  const found = await axe.run(document, { runOnly, rules, resultTypes: ["violations"], preload: false, iframes: false });
  if (theme) root.dataset.contrast = before;
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")} (${v.help})`);
}"""
# All that needs no rules: title, whether the text is NFC, the words, and what is too wide for the present window.
LOOK = f"""() => {{
  const page = document.documentElement.outerHTML;
  return {{ title: document.title, nfc: page === page.normalize("NFC"), words: ({READ_TEXT})(), wide: ({TOO_WIDE})() }};
}}"""


Sessions = Callable[[str], str]
"""E-mail → the cookie of a new session (tests/behind.py)."""


@dataclass(frozen=True)
class Fault:
    """Something a page gets wrong: of which kind (title, nfc, english, wide, axe, console), on which page, and what."""

    kind: str
    page: str
    what: str


@dataclass
class Eyes:
    """Looks at pages and remembers what was wrong; with $SCREENS set, pictures of each page go to var/screens/."""

    faults: list[Fault] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def look(self, person: "Person", name: str, *, themes: Iterable[str] = ()) -> None:
        """Judge the page that ``person`` has before them, its colours under each theme named (normal, high).

        Colours are most of the time of a look: journeys leave them to the list of all pages (test_axe.py).
        """
        self.seen.add(name)
        page = person.page
        self._note("console", name, person.complaints)
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        self._judge(name, page.evaluate(LOOK))
        if KEEP_SCREENS:
            SCREENS.mkdir(parents=True, exist_ok=True)
            page.set_viewport_size({"width": PHONE, "height": HEIGHT})
            page.screenshot(path=SCREENS / f"{name}-{PHONE}.jpg", full_page=True, type="jpeg", quality=70)
        page.set_viewport_size({"width": DESK, "height": HEIGHT})
        if KEEP_SCREENS:
            page.screenshot(path=SCREENS / f"{name}-{DESK}.jpg", full_page=True, type="jpeg", quality=70)
        for theme in themes or ("",):
            self.axe(page, name, theme)
        person.complaints.clear()  # what taking pictures and axe-core themselves cause

    def axe(self, page: Page, name: str, theme: str = "normal") -> None:
        """axe-core's rules of WCAG 2.2 and its best practice; with no theme all but colours, with a second one only these."""
        if theme in ("", "normal"):
            only = {"type": "tag", "values": AXE_TAGS, "without": [] if theme else AXE_COLOURS}
        else:
            only = {"type": "rule", "values": AXE_COLOURS, "theme": theme}
            name = f"{name} ({theme})"
        self._note("axe", name, page.evaluate(RUN_AXE, only))

    def of(self, *pages: str) -> list[Fault]:
        """The faults of these pages, of all when none is named."""
        return [fault for fault in self.faults if not pages or fault.page.removesuffix(" (high)") in pages]

    def _judge(self, name: str, seen: Mapping[str, Any]) -> None:
        if not TITLE.fullmatch(seen["title"]):
            self._note("title", name, [seen["title"]])
        if not seen["nfc"]:
            self._note("nfc", name, ["text that is not NFC"])
        self._note("english", name, sorted(set(ENGLISH_WORDS.findall(seen["words"]))))
        self._note("wide", name, seen["wide"])

    def _note(self, kind: str, name: str, found: Iterable[str]) -> None:
        self.faults += [Fault(kind, name, what) for what in found]


@contextmanager
def dressed(page: Page, theme: str) -> Iterator[None]:
    """The page under a theme, by the attribute that the accessibility bar's buttons set."""
    before = page.evaluate("() => document.documentElement.dataset.contrast || ''")
    wear = "(theme) => { document.documentElement.dataset.contrast = theme; }"
    page.evaluate(wear, theme)
    yield
    page.evaluate(wear, before)


class Person:
    """Someone with a browser session of their own; ``complaints`` collects what the console says about policy and errors."""

    def __init__(self, browser: Browser, base_url: str, *, scripts: bool = True, sessions: Sessions | None = None) -> None:
        self.base_url = base_url
        self.scripts = scripts
        self.sessions = sessions
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            java_script_enabled=scripts, locale="vi-VN", viewport={"width": DESK, "height": HEIGHT}, reduced_motion="reduce"
        )
        self.context.set_default_timeout(WAIT)
        # Sent once a session and not compiled before it is called: half a megabyte for every look was a third of the time.
        self.context.add_init_script(f"window.loadAxe = () => {{ {AXE.read_text()} }};")
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Another tab of the same session; not switched to."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that answers 4xx on purpose is no fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    @property
    def path(self) -> str:
        """Where we are."""
        return urlparse(self.page.url).path

    @property
    def main(self) -> Locator:
        """The page's content."""
        return self.page.locator("main")

    def open(self, path: str) -> "Person":
        """Go to an address of the portal."""
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        return self

    def press(self, name: str, *, within: str = "main", exact: bool = False) -> "Person":
        """Press the first button with this name; waits for what it leads to."""
        self.page.locator(within).get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self

    def follow(self, name: str | re.Pattern[str], *, within: str = "main") -> "Person":
        """Follow the first link with this name."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        return self

    def sees(self, *texts: str) -> "Person":
        """Every one of the texts is on the page, waiting for it if need be."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text, timeout=WAIT)
        return self

    def does_not_see(self, text: str) -> "Person":
        """The text is nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def reload_until(self, text: str, tries: int = 40) -> "Person":
        """Reload until the page says ``text``: workers act after commit."""
        for _again in range(tries):
            if text in self.page.locator("body").inner_text():
                return self
            self.page.wait_for_timeout(250)
            self.page.reload()
        return self.sees(text)

    def log_in(self, email: str) -> "Person":
        """Fill in the login form that is before us."""
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        return self.press("Đăng nhập", exact=True)

    def enter(self, email: str) -> "Person":
        """Be logged in without the form: a session made behind the portal; opens nothing."""
        assert self.sessions is not None, "nobody makes sessions for this person"
        self.context.add_cookies([{"name": "portal_session", "value": self.sessions(email), "url": self.base_url}])
        return self

    def box(self, name: str) -> Locator:
        """The inputs with this name."""
        return self.page.locator(f'[name="{name}"]')

    def fill(self, answers: Mapping[str, Any]) -> "Person":
        """Fill the page's inputs that can be seen, by their names, as hands would: text, lists, radios, ticks."""
        for name, value in answers.items():
            box = self.box(name).first
            if not self.scripts and not box.is_visible():
                continue  # shown when the page comes back: a condition the server decides
            kind = box.evaluate("(box) => box.type")
            if kind == "file":
                box.set_input_files(value)
            elif kind in ("radio", "checkbox"):
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f'[name="{name}"][value="{one}"]').check()
            elif kind == "select-one":
                self._choose(name, box, value)
            else:
                box.fill(value)
        return self

    def _choose(self, name: str, box: Locator, value: str) -> None:
        if box.input_value() == value:
            return
        box.select_option(value)
        group, _dash, level = name.rpartition("-")
        refresh = self.page.locator(f'[name="_refresh:{group}"][value="{level}"]')
        if not self.scripts and refresh.count():
            refresh.click()

    def upload(self, paper: str, *files: Path) -> "Person":
        """Upload files to a paper of the papers page and wait until they are received; scripts send them as they are chosen."""
        section = self.page.locator(f"#giay-{paper}")
        section.locator("input[type=file]").set_input_files(files)
        if not self.scripts:
            section.get_by_role("button", name="Tải lên").click()
        listed = self.page.locator(f"#giay-{paper} .leaf")
        expect(listed.filter(has_text=files[-1].name)).to_be_visible(timeout=WAIT)
        self.page.wait_for_load_state()
        return self

    def close(self) -> None:
        self.context.close()


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, headless."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
