"""One dossier, several agencies, as the people in it see them: a joint procedure, a silent unit, an apology, a parcel.

What other journeys have shown already (filling in, signing) is done behind the portal; each looks at the citizen's side too.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.behind import Behind
from tests.journeys.browser import Eyes, Person
from tests.journeys.conftest import Meet

pytestmark = pytest.mark.e2e


@dataclass
class Site:
    """Where the stories take place."""

    meet: Meet
    behind: Behind
    eyes: Eyes
    desks: dict[str, str] = field(default_factory=dict)

    def ask(self, what: str, *given: str) -> str:
        """What tests/journeys/agencies.py does behind the portal."""
        return str(self.behind.ask(f"tests.journeys.agencies:{what}", *given))

    def take_up(self, who: str, code: str) -> Person:
        """An official looks for the dossier by its code, in all of the unit's where it is not in the first list, and opens it."""
        if who in self.desks:
            return self.meet(who).open(f"{self.desks[who]}?muc=all&q={code}").follow(code).sees(code)
        official = self.meet(who).open("/mot-cua/")
        self.desks[who] = official.path
        official.page.locator("main [name=q]").fill(code)
        official.page.locator("main [name=q]").press("Enter")
        official.page.wait_for_load_state()
        if not official.main.get_by_role("link", name=code).count():
            official.follow("Tìm trong mọi hồ sơ của đơn vị")
        return official.follow(code).sees(code)

    def beside(self, who: str, code: str, act: str) -> Person:
        """What stands folded away under “Việc khác”."""
        official = self.take_up(who, code)
        official.page.locator("summary", has_text="Việc khác").first.click()
        return official.follow(act)

    def citizen(self, code: str) -> Person:
        """An at the page of the dossier."""
        an = self.meet("an").open("/ho-so/")
        an.main.locator("li", has_text=code).get_by_role("link").first.click()
        return an.sees(code)

    def told(self, code: str, words: str) -> None:
        """An has a message about the dossier that says this."""
        an = self.meet("an").open("/thong-bao/").reload_until(f"{code}: {words}")
        self.eyes.look(an, f"agencies-inbox-{words[:12].strip()}")

    def look(self, who: str, name: str) -> None:
        self.eyes.look(self.meet(who), f"agencies-{name}")

    def sound(self) -> bool:
        """No page looked at on the way has a fault."""
        faults = [fault for fault in self.eyes.faults if fault.page.startswith("agencies-")]
        assert faults == []
        return True


@pytest.fixture(scope="module")
def site(meet: Meet, behind: Behind, eyes: Eyes) -> Site:
    return Site(meet, behind, eyes)


def test_a_birth_goes_through_three_agencies_after_a_supplement(site: Site, files: dict[str, Path]) -> None:
    code = site.ask("birth")
    clerk = site.take_up("binh", code).follow("Yêu cầu bổ sung")
    clerk.box("pick_0").check()
    clerk.box("usual_0").select_option("Giấy tờ còn thiếu trang.")
    clerk.box("reason_0").fill("Ảnh giấy chứng sinh bị mờ")
    clerk.press("Xem trước").sees("Người nộp sẽ đọc đúng như sau", "Giấy tờ còn thiếu trang. Ảnh giấy chứng sinh bị mờ")
    clerk.press("Gửi yêu cầu bổ sung", within="#xem-truoc").sees("Đã gửi yêu cầu")

    site.told(code, "cần bạn bổ sung")
    an = site.citizen(code).sees("Bạn cần bổ sung", "Ảnh giấy chứng sinh bị mờ").press("Bổ sung hồ sơ")
    an.upload("chung-sinh", files["photo"])
    an.press("Gửi phần bổ sung").sees("Đã gửi phần bổ sung")

    site.take_up("binh", code).press("Tiếp nhận").sees("Đã tiếp nhận và hẹn trả")
    chi = site.take_up("chi", code).follow("Soạn dự thảo").press("Lưu dự thảo").sees("Đã lưu dự thảo").follow("Trình lãnh đạo")
    chi.box("opinion").fill("Đủ điều kiện khai sinh.")
    chi.press("Trình lãnh đạo").sees("Đã trình lãnh đạo")
    site.take_up("dung", code).follow("Duyệt", within=".acts").press("Duyệt").sees("Đã duyệt")
    site.take_up("giang", code).press("Cấp số").sees("Đã cấp số")
    site.take_up("dung", code).reload_until("Xem văn bản").press("Ký kết quả").sees("Đã ký số")
    site.take_up("giang", code).press("Ký số cơ quan").sees("Đã phát hành")
    site.citizen(code).reload_until("Công an phường Phú Cường")
    site.look("an", "chain-citizen")
    site.take_up("binh", code)
    site.look("binh", "chain-desk")

    residence = site.ask("finish", code, "quang", "tien", "uyen")
    site.take_up("bao", site.ask("part", code, "bao")).sees("cấp thẻ bảo hiểm y tế")
    site.look("bao", "chain-part")
    card = site.ask("finish", code, "bao", "duc", "ha")
    site.take_up("binh", code).reload_until("Trả kết quả").follow("Trả kết quả").press("Trả kết quả").sees("Đã trả kết quả")
    an = site.citizen(code).sees("Giấy khai sinh", residence, card)
    site.look("an", "chain-done")
    an.open("/kho/").sees("Giấy khai sinh", "thường trú", "bảo hiểm y tế")
    assert site.sound()


def test_of_two_units_asked_at_once_one_is_silent(site: Site) -> None:
    code = site.ask("asked_of_two")
    chi = site.take_up("chi", code).follow("Lấy ý kiến")
    site.look("chi", "consult-two")
    chi.box("question").fill("Có phù hợp quy hoạch và không có tranh chấp không?")
    chi.press("Gửi câu hỏi").sees("Đã gửi câu hỏi")
    hai = site.take_up("hai", code).follow("Trả lời ý kiến")
    hai.page.get_by_label("Đồng ý", exact=True).check()
    hai.box("answer").fill("Phù hợp quy hoạch.")
    hai.press("Gửi trả lời").sees("Đã gửi trả lời")
    site.take_up("chi", code).sees("Phù hợp quy hoạch.", "Sở Tư pháp")
    expect(chi.main.get_by_role("link", name="Trình lãnh đạo")).to_have_count(0)
    site.look("chi", "consult-waits")

    assert site.ask("time_passes", code, "justice") == "1"
    chi = site.take_up("chi", code).sees("không trả lời đúng hạn, coi như đồng ý")
    site.look("chi", "consult-silent")
    site.citizen(code).sees("không trả lời đúng hạn, coi như đồng ý")
    site.look("an", "consult-citizen")
    chi.follow("Trình lãnh đạo").box("opinion").fill("Một đơn vị đồng ý, một đơn vị im lặng.")
    chi.press("Trình lãnh đạo").sees("Đã trình lãnh đạo")
    assert site.sound()


def test_the_leader_apologises_once_and_the_citizen_sees_the_new_day(site: Site) -> None:
    code = site.ask("permit")
    chi = site.beside("chi", code, "Đề nghị gia hạn và xin lỗi")
    site.look("chi", "extend-ask")
    chi.box("reason").fill("Phải đo lại ranh giới cùng các hộ liền kề.")
    chi.box("until").fill("15/12/2026")
    chi.press("Gửi lãnh đạo").sees("Đã gửi đề nghị đến lãnh đạo")
    dung = site.take_up("dung", code).follow("Quyết định đề nghị").sees("đo lại ranh giới")
    site.look("dung", "extend-decide")
    dung.page.get_by_label("Đồng ý, thực hiện ngay").check()
    dung.press("Ghi quyết định").sees("Đã ghi quyết định")
    expect(dung.main.get_by_role("link", name="Xin lỗi và gia hạn")).to_have_count(0)

    site.told(code, "xin lỗi và hẹn lại ngày trả")
    an = site.citizen(code).sees("15/12/2026", "xin lỗi").reload_until("Văn bản xin lỗi")
    site.look("an", "extend-citizen")
    letter = an.page.get_by_role("link", name="Văn bản xin lỗi")
    assert an.page.request.get(an.base_url + str(letter.first.get_attribute("href"))).body().startswith(b"%PDF")
    chi = site.take_up("chi", code)
    expect(chi.main.get_by_role("link", name="Đề nghị gia hạn và xin lỗi")).to_have_count(0)
    assert site.sound()


def test_a_result_goes_by_post_and_its_tracking_code_is_seen(site: Site, stranger: Person) -> None:
    code = site.ask("ready")
    binh = site.beside("binh", code, "Gửi kết quả qua bưu chính")
    site.look("binh", "post-send")
    binh.box("tracking_code").fill("ee123456789vn")
    binh.box("address").fill("12 Đường Bạch Đằng, phường Phú Cường")
    binh.press("Ghi đã gửi").sees("Đã ghi mã vận đơn", "EE123456789VN")
    site.look("binh", "post-sent")
    site.told(code, "đã gửi kết quả qua bưu chính")
    site.citizen(code).sees("EE123456789VN").reload_until("biên nhận")
    site.look("an", "post-citizen")
    stranger.open("/tra-cuu/").fill({"code": code, "proof": "5678"}).press("Tra cứu").sees(code, "bưu chính")
    binh = site.take_up("binh", code).follow("Trả kết quả", within=".acts").sees("EE123456789VN")
    binh.press("Trả kết quả").sees("Đã trả kết quả")
    site.citizen(code).sees("Bưu chính đã phát kết quả")
    assert site.sound()
