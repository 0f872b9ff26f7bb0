"""One Chromium and one running portal for all journeys. JOURNEY_URL leads to a portal that runs already (for writing tests)."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal.mainjob import story
from tests.behind import Behind
from tests.journeys.browser import SCREENS, Eyes, Person, launch

Meet = Callable[..., Person]


TOLD = pytest.StashKey[set[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what passed: a chapter goes on only where the ones before it ended well."""
    report = yield
    if report.when == "call" and report.passed:
        item.session.stash.setdefault(TOLD, set()).add(item.nodeid)
    return report


@pytest.fixture
def chapters(request: pytest.FixtureRequest) -> None:
    """The tests of this file are chapters of one story: skipped when one before has failed, or was not asked for."""
    ours = [item.nodeid for item in request.session.items if item.path == request.path]
    before = ours[: ours.index(request.node.nodeid)]
    missing = [one for one in before if one not in request.session.stash.get(TOLD, set())]
    if missing:
        pytest.skip(f"nothing to go on with: {missing[0].rpartition('::')[2]} did not end well")


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest) -> str:
    """Where the portal is."""
    return os.environ.get("JOURNEY_URL") or request.getfixturevalue("live_portal").base_url


@pytest.fixture(scope="session")
def beside(request: pytest.FixtureRequest) -> Callable[[], dict[str, str]]:
    """The environment of a process beside the portal. With JOURNEY_URL that is ours, as bin/manage would have it."""
    if os.environ.get("JOURNEY_URL"):
        return lambda: dict(os.environ)
    return lambda: request.getfixturevalue("live_portal").env


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser. It ends with this folder: its event loop would make Django refuse the database in later tests."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def eyes() -> Iterator[Eyes]:
    """What has been seen so far, over all journeys; var/screens/faults.txt lists what was wrong."""
    eyes = Eyes()
    yield eyes
    SCREENS.mkdir(parents=True, exist_ok=True)
    (SCREENS / "faults.txt").write_text("".join(f"{one.kind}\t{one.page}\t{one.what}\n" for one in eyes.faults))


@pytest.fixture(scope="package")
def meet(chromium: Browser, address: str, behind: Behind) -> Iterator[Meet]:
    """``meet("binh")``: that demonstration person, logged in, with one session for all journeys; ``meet("")``: nobody."""
    known: dict[str, Person] = {}

    def someone(name: str = "") -> Person:
        if name not in known:
            known[name] = Person(chromium, address, sessions=behind.session)
            if name:
                known[name].enter(f"{name}@demo.vn")
        return known[name]

    yield someone
    for person in known.values():
        person.close()


@pytest.fixture
def stranger(chromium: Browser, address: str, behind: Behind) -> Iterator[Person]:
    """Someone with a fresh browser."""
    person = Person(chromium, address, sessions=behind.session)
    yield person
    person.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def citizen(request: pytest.FixtureRequest, chromium: Browser, address: str, behind: Behind) -> Iterator[Person]:
    """Someone with a fresh browser, with JavaScript and without."""
    person = Person(chromium, address, scripts=request.param, sessions=behind.session)
    yield person
    person.close()


@pytest.fixture
def without_scripts(chromium: Browser, address: str, behind: Behind) -> Iterator[Person]:
    """Someone with a fresh browser whose JavaScript is off."""
    person = Person(chromium, address, scripts=False, sessions=behind.session)
    yield person
    person.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A photo as a phone makes it, a drawing as PDF, and a text that only calls itself a PDF."""
    folder = tmp_path_factory.mktemp("giay-to")
    made = {"photo": "sổ đỏ.jpg", "drawing": "bản vẽ.pdf", "fake": "đơn.pdf"}
    paths = {key: folder / name for key, name in made.items()}
    paths["photo"].write_bytes(story.photo())
    paths["drawing"].write_bytes(story.drawing())
    paths["fake"].write_text("không phải PDF")
    return paths
