"""Uploading as people do it: a line that breaks, photos in the wrong order, a paper from the vault, no JavaScript."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Route, expect

from tests.behind import Behind
from tests.journeys.browser import Eyes, Person
from tests.journeys.forms import choose_place

pytestmark = pytest.mark.e2e
PERMIT, LAND = "1.013225", "giay-to-dat"
SLOW = 60_000


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three photos of some two megabytes, as phones make them."""
    folder = tmp_path_factory.mktemp("anh")
    made = []
    for number in (1, 2, 3):
        picture = Image.effect_noise((1500, 2000), 80)
        picture.paste(80 * number, (0, 0, 300, 300))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=90)
        made.append(folder / f"trang {number}.jpg")
        made[-1].write_bytes(out.getvalue())
    return made


@pytest.fixture(scope="session")
def in_vault(behind: Behind) -> str:
    """The number of a land certificate that An has in the vault."""
    return str(behind.ask("tests.journeys.vault_paper:keep", "an@demo.vn"))


def at_the_papers(person: Person) -> Locator:
    """A new draft's papers page; the section of the land paper."""
    choose_place(person.enter("an@demo.vn").open(f"/nop-ho-so/bat-dau/{PERMIT}/"))
    draft = person.path.partition("/muc/")[0]
    return person.open(f"{draft}/giay-to/").page.locator(f"#giay-{LAND}")


def names(section: Locator) -> list[str]:
    return section.locator(".leaf .leaf__words > a").all_inner_texts()


class Line:
    """The citizen's line: it breaks when ``share`` of the file is through; ``offsets``: where each piece began."""

    def __init__(self, person: Person, size: int, share: float) -> None:
        self.offsets: list[int] = []
        self.broken_from = size * share
        person.page.route(re.compile(r"/tai-len/[^/]+/$"), self.pass_on)

    def pass_on(self, route: Route) -> None:
        request = route.request
        if request.method == "PATCH":
            self.offsets.append(int(request.headers["upload-offset"]))
        if self.offsets and self.offsets[-1] >= self.broken_from:
            return route.abort("connectionreset")
        return route.continue_()


def test_a_line_that_breaks_at_seventy_percent(stranger: Person, photos: list[Path], eyes: Eyes) -> None:
    section = at_the_papers(stranger)
    size = photos[0].stat().st_size
    line = Line(stranger, size, 0.7)
    section.locator("input[type=file]").set_input_files(photos[0])
    status = section.get_by_role("status").filter(has_text="Mạng bị ngắt")
    expect(status).to_be_visible(timeout=SLOW)
    eyes.look(stranger, "papers-broken-line")
    arrived = line.offsets[-1]
    assert arrived >= 0.7 * size and not names(section)

    # The page is closed in the middle; it says what is left, and the same file goes on from there.
    stranger.page.reload()
    section = stranger.page.locator(f"#giay-{LAND}")
    expect(section).to_contain_text(f"Đã tải {arrived * 100 // size} %, còn dở")
    eyes.look(stranger, "papers-begun")
    line.broken_from, line.offsets = size, []
    section.locator("input[type=file]").set_input_files(photos[0])
    expect(section.locator(".leaf")).to_contain_text("Đã nhận", timeout=SLOW)
    assert line.offsets[0] == arrived
    expect(section).not_to_contain_text("còn dở")
    assert eyes.of("papers-broken-line", "papers-begun") == []


def test_a_line_that_comes_back_by_itself(stranger: Person, photos: list[Path]) -> None:
    section = at_the_papers(stranger)
    line = Line(stranger, photos[1].stat().st_size, 0.5)
    section.locator("input[type=file]").set_input_files(photos[1])
    expect(section.get_by_role("status").filter(has_text="đang thử lại")).to_be_visible(timeout=SLOW)
    line.broken_from = float("inf")
    expect(section.locator(".leaf")).to_contain_text("Đã nhận", timeout=SLOW)
    assert line.offsets.count(0) == 1


def test_what_is_cancelled_or_refused_leaves_nothing(stranger: Person, photos: list[Path], files: dict[str, Path]) -> None:
    section = at_the_papers(stranger)
    Line(stranger, photos[0].stat().st_size, 0.3)
    section.locator("input[type=file]").set_input_files(photos[0])
    expect(section.get_by_role("status").filter(has_text="Mạng bị ngắt")).to_be_visible(timeout=SLOW)
    section.get_by_role("button", name="Hủy").click()
    stranger.page.unroute_all()
    section.locator("input[type=file]").set_input_files(files["fake"])
    expect(section.get_by_role("status").filter(has_text="Không nhận")).to_be_visible(timeout=SLOW)
    section.get_by_role("button", name="Bỏ qua").click()
    expect(section.locator(".sending li")).to_have_count(0)
    stranger.page.reload()
    expect(stranger.page.locator(f"#giay-{LAND} .leaf")).to_have_count(0)


def test_photos_are_put_in_order_and_turned(citizen: Person, photos: list[Path], eyes: Eyes) -> None:
    section = at_the_papers(citizen)
    citizen.upload(LAND, *photos)
    expect(section.locator(".leaf")).to_have_count(3, timeout=SLOW)
    last = names(section)[-1]
    for place in (1, 0):
        section.locator(".leaf").filter(has_text=last).get_by_role("button", name="Lên").click()
        expect(section.locator(".leaf").nth(place)).to_contain_text(last, timeout=SLOW)
    picture = section.locator(".leaf").nth(0).locator("img")
    before = picture.get_attribute("src")
    section.locator(".leaf").nth(0).get_by_role("button", name="Xoay").click()
    expect(picture).not_to_have_attribute("src", before or "", timeout=SLOW)
    if citizen.scripts:
        expect(section.locator(".leaf").nth(0).get_by_role("button", name="Xoay")).to_be_focused()
        eyes.look(citizen, "papers-filled", themes=("normal", "high"))
        assert eyes.of("papers-filled") == []
    whole = citizen.context.request.get(citizen.base_url + section.get_by_role("link", name="ghép").get_attribute("href"))
    assert whole.ok and whole.headers["content-type"] == "application/pdf"


def test_a_paper_from_the_vault(citizen: Person, in_vault: str, eyes: Eyes) -> None:
    section = at_the_papers(citizen)
    offer = section.locator(".offer__item").filter(has_text=in_vault)
    expect(offer).to_be_visible()
    if citizen.scripts:
        eyes.look(citizen, "papers-vault-offer", themes=("normal", "high"))
    offer.get_by_role("button", name="Dùng giấy này").click()
    used = section.locator(".leaf")
    expect(used).to_contain_text("Từ kho giấy tờ")
    expect(used).to_contain_text(in_vault)
    if citizen.scripts:
        eyes.look(citizen, "papers-vault-used")
        assert eyes.of("papers-vault-offer", "papers-vault-used") == []
    used.get_by_role("button", name="Xóa tệp").click()
    expect(section.locator(".leaf")).to_have_count(0)
    expect(offer).to_be_visible()
