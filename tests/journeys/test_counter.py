"""A clerk's hour at the counter without a mouse: three people, three procedures; every key that Bình presses is counted.

One card is typed by a scanner that speaks Telex, one fee is taken in cash, one matter is refused with form 03. What a scanner
types is not Bình's; everything else is.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from common import clock
from tests.journeys.browser import Eyes, Person
from tests.journeys.conftest import Meet

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("chapters")]
TELEX = "074090105678||Nguyeenx Vawn Taam|02051990|Nam|Toor 5, phuwowngf Phus Cuwowngf|15042021"
PLAIN = "074192105679||Lê Thị Tư|20111992|Nữ|Khu phố 2, phường Phú Cường|01032022"
BROKEN = "074085105670||Ph?m V?n S?u|15031985|Nam|Khu phố 3, phường Phú Cường|01032022"


class Fingers:
    """Ten fingers on a keyboard; ``pressed`` counts them."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.pressed = 0

    def scan(self, card: str) -> "Fingers":
        """The scanner's keys and its Enter: none of ours."""
        expect(self.page.locator("#quet")).to_be_focused()
        self.page.keyboard.insert_text(card)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def type(self, text: str) -> "Fingers":
        """Letters into whatever has the focus, then on with Enter."""
        self.page.keyboard.type(text)
        self.pressed += len(text)
        return self.on()

    def on(self, times: int = 1) -> "Fingers":
        """Enter, and again."""
        return self.keys(*["Enter"] * times)

    def keys(self, *names: str) -> "Fingers":
        for name in names:
            self.page.keyboard.press(name)
            self.pressed += 1
        return self

    def leaves(self, key: str) -> "Fingers":
        """A key that leads to another page."""
        self.pressed += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self

    def at(self, name: str) -> "Fingers":
        """The hands are where the page wants them."""
        expect(self.page.locator(f'[name="{name}"]:focus')).to_be_visible()
        return self

    def procedure(self, words: str) -> "Fingers":
        """A few letters, Enter takes the best entry, Enter opens its form."""
        expect(self.page.get_by_role("combobox", name="Thủ tục")).to_be_focused()
        self.page.keyboard.type(words)
        self.pressed += len(words)
        expect(self.page.locator(".pick__item").first).to_be_visible()
        return self.keys("Enter").leaves("Enter")


def next_working_day() -> str:
    """A whole date typed into the first of the three boxes fills the others."""
    day = clock.today() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return f"{day:%d/%m/%Y}"


def start(meet: Meet) -> Fingers:
    """Bình's window, once a day by mouse: the address is a bookmark."""
    binh = meet("binh").open("/mot-cua/")
    return Fingers(binh.open(binh.path + "tiep-nhan/"))


def test_1_copies_certified_for_cash_after_a_scan_in_telex(meet: Meet, eyes: Eyes) -> None:
    hands = start(meet).scan(TELEX)
    expect(hands.page.locator("#id_full_name")).to_have_value("Nguyễn Văn Tâm")
    hands.procedure("ctbs")
    hands.at("nyc.cuTru-noi").keys("Space").on(4).at("nyc.dienThoai").type("0912000111").on()
    hands.at("giayTo[0].loai").keys("ArrowDown").on().type("Bằng lái").type("Sở GTVT").type("2").type("3")
    hands.at("nuocNgoai").keys("ArrowDown", "Alt+g")
    hands.at("nuocNgoai").on().at("ngayHen-ngay").type(next_working_day()).on(2)
    hands.at("buoiHen").keys("Space").on().at("nhanKetQua").keys("Space")
    hands.leaves("Alt+t")
    hands.person.sees("Thu tiền và tiếp nhận")
    eyes.look(hands.person, "counter-end")
    hands.at("received").leaves("Enter")
    hands.person.sees("Đã tiếp nhận", "Hồ sơ tiếp theo", "Biên lai số")
    eyes.look(hands.person, "counter-done")
    assert hands.pressed <= 75, hands.pressed
    print(f"\nchứng thực bản sao, tiền mặt: {hands.pressed} phím")
    hands.leaves("Enter").scan(PLAIN)
    assert eyes.of("counter-end", "counter-done") == []


def test_2_a_poor_household_without_a_fee(meet: Meet) -> None:
    hands = start(meet).scan(PLAIN).procedure("ho ngheo")
    hands.at("nyc.cuTru-noi").keys("Space").on(4).type("0912000222").on()
    hands.at("khuVuc").keys("Space").on().type("Lê Thị Tư").type("20").type("11").type("1992").on()
    hands.at("thanhVien[0].quanHe").keys("ArrowDown").on().type("1500000").on(2).at("nhanKetQua").keys("Space")
    hands.leaves("Alt+t")
    hands.person.sees("Tiếp nhận hồ sơ", "Hẹn trả")
    hands.leaves("Enter")
    hands.person.sees("Đã tiếp nhận")
    assert hands.pressed <= 75, hands.pressed
    print(f"\nhộ nghèo, không phí: {hands.pressed} phím")


def test_3_a_name_that_was_not_read_and_a_refusal(meet: Meet, eyes: Eyes) -> None:
    hands = start(meet).scan(BROKEN)
    hands.person.sees("Mã QR đọc chưa rõ")
    hands.at("full_name").type("Phạm Văn Sáu").on(4).procedure("cgpxd")
    hands.leaves("Alt+x").keys("Alt+x").at("reason")
    hands.page.keyboard.type("Thửa đất ở phường Phú Hòa.")
    hands.pressed += 26
    hands.leaves("Control+Enter")
    hands.person.sees("Từ chối tiếp nhận", "Thửa đất ở phường Phú Hòa.")
    assert hands.pressed <= 60, hands.pressed
    print(f"\ntừ chối mẫu 03: {hands.pressed} phím")
    hands.leaves("Alt+k")
    expect(hands.page.locator("#quet")).to_be_focused()
    assert "Sáu" not in hands.person.main.inner_text()
    assert hands.person.complaints == []
