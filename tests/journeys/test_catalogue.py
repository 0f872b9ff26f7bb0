"""A record of the national database becomes a procedure that people find and start: Soạn imports, writes and builds, Duyệt
publishes, Lan finds it by everyday words. Then version two comes into force while Lan's draft of version one is open.
"""

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eforms import building
from runtime.places import ROOT
from tests.importing.samples import FULL
from tests.journeys.browser import Eyes, Person
from tests.journeys.building import Author
from tests.journeys.conftest import Meet
from tests.journeys.forms import choose_place
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]

CODE, NAME = "9.100007", "Cấp giấy đi xe đạp"
FORM: dict[str, Any] = building.identified(
    {
        "display": "wizard",
        "title": "Đơn xin giấy đi xe đạp",
        "components": [
            {
                "type": "panel",
                "key": "nguoiDi",
                "title": "Người đi xe",
                "components": [
                    {"type": "textfield", "key": "hoTen", "label": "Họ và tên", "validate": {"required": True}},
                    {"type": "number", "key": "soXe", "label": "Số xe", "validate": {"required": True, "min": 1}},
                ],
            }
        ],
    }
)
PROCESS = (ROOT / "seeds" / "procedures" / "2.000635" / "process.yaml").read_text()


@dataclass
class Story:
    """Where the story has come to."""

    meet: Meet
    eyes: Eyes
    file: Path
    draft: str = ""
    seat: str = ""
    begun: str = ""

    @property
    def soan(self) -> Person:
        return self.meet("soan")

    def look(self, name: str, who: str) -> None:
        self.eyes.look(self.meet(who), f"catalogue-{name}")

    def section(self, key: str) -> Person:
        """Soạn in one part of the draft."""
        return self.soan.open(f"{self.draft}phan/{key}/")

    def decide(self, draft: str) -> None:
        """Duyệt reads, approves and publishes."""
        duyet = self.meet("duyet").open("/mot-cua/")
        self.seat = duyet.path
        place = f"{self.seat}ban-soan/{draft.rstrip('/').rpartition('/')[2]}/"
        duyet.open(f"{place}duyet/").sees(NAME)
        self.look(f"review-{draft[-6:-1]}" if self.begun else "review", "duyet")
        duyet.open(f"{place}viec/approve/").press("Duyệt", exact=True).sees("Đã duyệt")
        duyet.open(f"{place}viec/publish/").fill({"number": "12/QĐ-XĐ", "day": "20/11/2026", "issuer": "Bộ Xe đạp"})
        duyet.press("Công bố", exact=True).sees("Đã công bố")


@pytest.fixture(scope="module")
def story(meet: Meet, eyes: Eyes, tmp_path_factory: pytest.TempPathFactory) -> Story:
    record = copy.deepcopy(FULL) | {"code": CODE, "id": "journey"}
    file = tmp_path_factory.mktemp("nhap") / "xe-dap.jsonl"
    file.write_text(json.dumps({"code": "OK", "data": record, "message": ""}, ensure_ascii=False) + "\n")
    return Story(meet, eyes, file)


def test_1_the_record_becomes_a_draft_and_says_what_is_odd(story: Story) -> None:
    soan = story.soan.open("/mot-cua/")
    story.seat = soan.path
    soan.open(f"{story.seat}nhap-xuat/").box("file").set_input_files(story.file)
    soan.press("Nhập tệp").reload_until("Đã nhập xong")
    story.look("imported", "soan")
    soan.follow(NAME).sees("Nhập từ Cơ sở dữ liệu quốc gia", "Còn thiếu")
    story.draft = soan.path
    story.look("draft", "soan")


def test_2_every_part_that_lacks_something_is_written(story: Story) -> None:
    story.section("name").fill({"o-summary": "Có giấy để đi xe đạp trong phố."}).press("Lưu", exact=True)
    story.section("who").fill({"o-who": "Người có xe đạp."}).press("Lưu", exact=True)
    story.section("fees").fill({"them": "Phí đi xe đạp"}).press("Thêm và soạn tiếp")
    story.soan.fill({"o-kind": "phi", "o-amount": "20.000", "o-basis": "1/2026/NĐ-CP"}).press("Lưu", exact=True)
    story.section("results/dong/1").fill({"o-template": "statement", "o-validity": "Năm năm"}).press("Lưu", exact=True)
    story.section("process").fill({"o-process": PROCESS}).press("Lưu", exact=True)
    story.look("process", "soan")
    story.section("keywords").sees("xe đạp")
    for key, title in (("steps", "Trình tự"), ("methods", "Cách thức"), ("papers", "Giấy tờ"), ("legal", "Căn cứ")):
        story.section(key).sees(title)
        story.look(f"part-{key}", "soan")


def test_3_the_e_form_is_built(story: Story) -> None:
    author = Author(Hands(story.soan), story.draft, FORM)
    for place in building.places(FORM):
        (author.add_page if place.type == "panel" else author.add)(place)
    story.soan.open(f"{story.draft}to-khai/").sees("Người đi xe", "Số xe")


def test_4_a_second_person_approves_and_publishes(story: Story) -> None:
    story.soan.open(story.draft).does_not_see("Còn thiếu")
    story.look("finished", "soan")
    story.soan.open(f"{story.draft}viec/submit/").press("Gửi duyệt", exact=True).sees("Đã gửi duyệt")
    story.decide(story.draft)


def test_5_it_is_offered_in_every_commune(story: Story) -> None:
    duyet = story.meet("duyet").open(f"{story.seat}danh-muc/noi-cung-cap/thu-tuc/{CODE}/tat-ca/")
    story.look("everywhere", "duyet")
    duyet.fill({"level": "xa"}).press("Giao")
    duyet.sees("91")


def test_6_lan_finds_it_in_everyday_words_and_starts(story: Story) -> None:
    lan = story.meet("lan").open("/")
    lan.page.locator("[name=q]").first.fill("giay di xe dap")
    lan.page.locator("[name=q]").first.press("Enter")
    lan.page.wait_for_load_state()
    lan.follow(NAME).sees("5 ngày làm việc", "20.000")
    story.look("procedure", "lan")
    choose_place(lan.open(f"/nop-ho-so/bat-dau/{CODE}/"))
    lan.fill({"hoTen": "Trần Thị Lan", "soXe": "1"}).press("Lưu và để sau")
    story.begun = lan.path


def test_7_version_two_is_read_in_words_and_replaces_the_first(story: Story) -> None:
    soan = story.soan.open("/mot-cua/")
    soan.open(f"{soan.path}?muc=force&q={CODE}").page.locator(f'form[action*="{CODE}"] button').first.click()
    soan.page.wait_for_load_state()
    story.draft = soan.path
    shorter = {"o-limit__value": "3 ngày làm việc", "o-limit__text": "3 ngày làm việc."}
    story.section("limit").fill(shorter).press("Lưu", exact=True)
    soan.open(f"{story.draft}viec/submit/").press("Gửi duyệt", exact=True).sees("dài hơn thời hạn 3 ngày làm việc")
    for number in (1, 2):
        story.section(f"methods/dong/{number}").fill(shorter).press("Lưu", exact=True)
    soan.open(f"{story.draft}thay-doi/").sees("3 ngày làm việc", "5 ngày làm việc")
    story.look("differences", "soan")
    soan.open(f"{story.draft}viec/submit/").press("Gửi duyệt", exact=True)
    story.decide(story.draft)


def test_8_lan_s_draft_stays_on_version_one_and_she_is_told(story: Story) -> None:
    lan = story.meet("lan").open(f"/thu-tuc/{CODE}/").sees("3 ngày làm việc")
    lan.open(story.begun).sees("đã có bản mới")


def test_9_nothing_on_these_pages_was_wrong(story: Story) -> None:
    faults = [fault for fault in story.eyes.faults if fault.page.startswith("catalogue-")]
    assert not faults, "\n".join(f"{fault.kind} {fault.page}: {fault.what}" for fault in faults)
