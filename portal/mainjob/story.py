"""The job step by step, each a function of the cast; the order is the order of a dossier's life."""

import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from dossiers.loaded import load
from portal.mainjob import samples
from portal.mainjob.posting import posted
from portal.mainjob.visitor import Unexpected, Visitor
from procedures import selectors as procedures
from vault import verification

PASSWORD = "Demo-2026-portal"  # noqa: S105 - of the demonstration's accounts, printed by bin/run
PLACE = "phường Phú Cường"
WAIT = 20.0
PDF_BUDGET = 2.0
_DOSSIER = re.compile(r"/ho-so/([0-9a-f-]{36})/")
_CODE = re.compile(r"[GH]\d{2}(?:\.\d+)*-\d{6}-\d{4}")


@dataclass
class Cast:
    """Who plays and what they have learnt so far."""

    base_url: str
    people: dict[str, Visitor] = field(default_factory=dict)
    dossier: str = ""
    code: str = ""
    pdf: bytes = b""
    public_id: str = ""

    def person(self, name: str) -> Visitor:
        """A visitor with a session of their own, logged in the first time."""
        if name not in self.people:
            self.people[name] = log_in(Visitor(self.base_url, name), f"{name}@demo.vn")
        return self.people[name]


def log_in(visitor: Visitor, email: str) -> Visitor:
    """Log in with a demonstration account."""
    visitor.get("/tai-khoan/dang-nhap/?next=/tai-khoan/")
    visitor.send({"login": email, "password": PASSWORD}, press="Đăng nhập", action="")
    if "dang-nhap" in visitor.path:
        raise Unexpected(f"{email} was not let in: {visitor.text[:300]}")
    return visitor


def find_procedure(cast: Cast) -> None:
    """Search without diacritics, read the procedure."""
    someone = Visitor(cast.base_url, "khách")
    someone.get("/tim-kiem/?q=giay+phep+xay+nha").expect("giấy phép xây dựng")
    someone.get("/thu-tuc/1.013225/").expect("7 ngày làm việc")


def fill_permit(cast: Cast) -> None:
    """Fill the house permit page by page, with a photo and a drawing, and submit it."""
    an = cast.person("an")
    fill(an, "1.013225", PLACE)
    upload(an, "giay-to-dat", "so do.jpg", photo(), "image/jpeg")
    upload(an, "ban-ve", "bản vẽ.pdf", drawing(), "application/pdf")
    an.send(press="Tiếp tục")
    an.expect("Kiểm tra lại trước khi nộp")
    an.send({"declared": "1"}, press="Nộp hồ sơ")
    remember(cast, an)


def remember(cast: Cast, citizen: Visitor) -> None:
    """Note the dossier's address and code from the confirmation page."""
    found = _DOSSIER.search(citizen.path)
    code = _CODE.search(citizen.text)
    if not found or not code:
        raise Unexpected(f"no receipt at {citizen.path}: {citizen.text[:400]}")
    cast.dossier, cast.code = found.group(1), code.group()


def confirmation_pdf(cast: Cast) -> None:
    """The confirmation's PDF is there within two seconds."""
    an = cast.person("an")
    started = time.monotonic()
    wait_for(an, f"/ho-so/{cast.dossier}/da-nop/", "Lưu bản xác nhận")
    took = time.monotonic() - started
    if took > PDF_BUDGET:
        raise Unexpected(f"the confirmation took {took:.1f} s")
    check_pdf(an, an.link("/ho-so/giay-in/"))


def receive(cast: Cast) -> None:
    """The one-door clerk finds the dossier in the queue and receives it; form 01 follows."""
    do(cast, "binh", "Tiếp nhận")
    an = cast.person("an")
    wait_for(an, f"/ho-so/{cast.dossier}/", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    an.expect("Hẹn trả")
    check_pdf(an, an.link("/ho-so/giay-in/"))


def handle(cast: Cast) -> None:
    """The handler asks the second agency, which answers; then drafts and proposes."""
    do(cast, "chi", "Lấy ý kiến", {"question": "Lô đất có phù hợp quy hoạch không?"}, button="Gửi câu hỏi")
    do(cast, "hai", "Trả lời ý kiến", {"agree": "1", "answer": "Phù hợp quy hoạch."}, button="Gửi trả lời")
    do(cast, "chi", "Soạn dự thảo", button="Lưu dự thảo")
    do(cast, "chi", "Trình lãnh đạo", {"opinion": "Đủ điều kiện cấp phép."}, button="Trình lãnh đạo")


def decide(cast: Cast) -> None:
    """The leader approves, the records officer numbers, the leader signs, the agency seals."""
    do(cast, "dung", "Duyệt", {"opinion": ""}, button="Duyệt")
    do(cast, "giang", "Cấp số")
    wait_for(cast.person("dung"), desk_path(cast, "dung"), "Xem văn bản", without="đang được tạo")
    do(cast, "dung", "Ký kết quả")
    do(cast, "giang", "Ký số cơ quan")


def hand_over(cast: Cast) -> None:
    """The clerk hands the result over."""
    do(cast, "binh", "Trả kết quả", {"recipient": ""}, button="Trả kết quả")


def vault(cast: Cast) -> None:
    """The citizen finds the signed result in the vault and downloads it."""
    an = cast.person("an")
    an.get(f"/ho-so/{cast.dossier}/").expect("Đã có kết quả")
    an.follow("Giấy phép", part="/kho/")
    cast.pdf = an.http.get(an.link("/tai-ve/")).content
    if not cast.pdf.startswith(b"%PDF"):
        raise Unexpected("the vault's download is no PDF")


def verify(cast: Cast) -> None:
    """The signatures hold, a flipped byte is refused, and anyone can check the paper without learning whose it is."""
    found = verification.verify(cast.pdf)
    if not (found.ours and found.intact and len(found.signatures) == 2):
        raise Unexpected(f"the result does not verify: {found}")
    broken = bytearray(cast.pdf)
    broken[len(broken) // 3] ^= 1
    if verification.verify(bytes(broken)).intact:
        raise Unexpected("a flipped byte was not noticed")
    stranger = Visitor(cast.base_url, "người kiểm tra")
    stranger.get(f"/xac-thuc/{found.code}/").expect("Giấy phép")
    if stranger.sees("Nguyễn Văn An"):
        raise Unexpected("the verification page names the owner")


def inbox(cast: Cast) -> None:
    """The citizen was told."""
    wait_for(cast.person("an"), "/thong-bao/", "đã trả kết quả")


def rate(cast: Cast) -> None:
    """The citizen rates."""
    cast.person("an").get(f"/ho-so/{cast.dossier}/danh-gia/").send({"score": "5"}, press="Gửi đánh giá")


def paid_copies(cast: Cast) -> None:
    """Two extracts, three copies at 8.000 đ: pay at the gateway; settlement alone moves the dossier to the desk."""
    an = cast.person("an")
    fill(an, "2.000635", PLACE, samples.EXTRACTS)
    an.send(press="Tiếp tục").expect("24.000")
    an.send({"declared": "1"}, press="Nộp hồ sơ")
    an.expect("24.000").send(press="Thanh toán")
    an.send(press="Thanh toán")
    listed = wait_for(an, "/ho-so/", "Chờ tiếp nhận")
    listed.get(next(a.get("href") for a in listed.page.iter("a") if _DOSSIER.fullmatch(a.get("href") or "")))
    remember(cast, listed)


def issued_copies(cast: Cast) -> None:
    """What was paid is issued: two results of one dossier, each with its own signatures and code."""
    receive(cast)
    do(cast, "chi", "Soạn dự thảo", button="Lưu dự thảo")
    do(cast, "chi", "Trình lãnh đạo", {"opinion": "Có trong sổ."}, button="Trình lãnh đạo")
    decide(cast)
    hand_over(cast)
    an = cast.person("an")
    an.get(f"/ho-so/{cast.dossier}/").expect("Đã có 2 kết quả")
    papers = sorted({a.get("href") for a in an.page.find(".//main").iter("a") if "/kho/" in (a.get("href") or "")})
    found = [verification.verify(an.http.get(an.get(paper).link("/tai-ve/")).content) for paper in papers]
    if len({paper.code for paper in found}) != 2 or not all(p.ours and p.intact and len(p.signatures) == 2 for p in found):
        raise Unexpected(f"not two results that verify: {found}")
    wait_for(an, "/thong-bao/", "đã trả 2 kết quả")


def same_day_birth(cast: Cast) -> None:
    """A birth registration, free of charge, up to its receipt."""
    an = cast.person("an")
    fill(an, "1.001193", PLACE)
    upload(an, "chung-sinh", "giấy chứng sinh.jpg", photo(), "image/jpeg")
    an.send(press="Tiếp tục").send({"declared": "1"}, press="Nộp hồ sơ").expect("Đã nộp hồ sơ")


STEPS: tuple[tuple[str, Callable[[Cast], None]], ...] = (
    ("tìm thủ tục không dấu", find_procedure),
    ("khai, tải giấy tờ, nộp (1.013225)", fill_permit),
    ("xác nhận đã nộp (PDF)", confirmation_pdf),
    ("một cửa tiếp nhận, giấy hẹn (mẫu 01)", receive),
    ("hỏi ý kiến, soạn, trình", handle),
    ("duyệt, cấp số, ký, đóng dấu", decide),
    ("trả kết quả", hand_over),
    ("kho giấy tờ", vault),
    ("xác thực chữ ký và QR", verify),
    ("thông báo", inbox),
    ("đánh giá", rate),
    ("bản sao có phí, thanh toán (2.000635)", paid_copies),
    ("hai bản sao: hai kết quả", issued_copies),
    ("khai sinh (1.001193)", same_day_birth),
)


def fill(citizen: Visitor, code: str, place: str, answers: dict[str, Any] | None = None) -> None:
    """Start at ``place`` and send every page of the e-form; ends on papers or the check page."""
    version = procedures.published(code)
    offering = next(row for row in procedures.offerings(version) if place in row.handling.name)
    citizen.get(f"/nop-ho-so/bat-dau/{code}/").send({"offering": str(offering.pk)}, press="Tiếp tục")
    for page in load(version.pk).form.pages:
        if page.key in citizen.path:
            citizen.send(posted(page, answers or samples.ANSWERS[code]), press="Lưu và tiếp tục")


def upload(citizen: Visitor, paper: str, name: str, data: bytes, mime: str) -> None:
    """Upload one file to a paper of the papers page."""
    form = next((f for f in citizen.page.iter("form") if dict(f.form_values()).get("paper") == paper), None)
    if form is None:
        raise Unexpected(f"no paper {paper} at {citizen.path}")
    values = dict(form.form_values())
    url = str(citizen.response.url)
    response = citizen.http.post(url, data=values, files=[("file", (name, data, mime))], headers={"Referer": url})
    citizen._read(response, 200)
    citizen.expect(name)


def do(cast: Cast, who: str, label: str, fields: dict[str, Any] | None = None, *, button: str = "") -> None:
    """An official opens the dossier and does one act: a button, or a page that asks first."""
    official = cast.person(who)
    official.get(desk_path(cast, who))
    if button:
        official.follow(label, part="/lam/").send(fields, press=button)
    else:
        official.send(press=label)
    official.expect(cast.code)


def desk_path(cast: Cast, who: str) -> str:
    """The workspace's address under the seat this official has."""
    official = cast.person(who)
    official.get("/mot-cua/")
    seat = re.search(r"/mot-cua/(\d+)/", official.path + " " + " ".join(a.get("href") or "" for a in official.page.iter("a")))
    if not seat:
        raise Unexpected(f"{who} has no seat at {official.path}")
    return f"/mot-cua/{seat.group(1)}/ho-so/{cast.dossier}/"


def wait_for(visitor: Visitor, path: str, text: str, *, without: str = "") -> Visitor:
    """Reload until the page says ``text`` and no longer ``without``: workers act after commit."""
    end = time.monotonic() + WAIT
    while True:
        visitor.get(path)
        if visitor.sees(text) and not (without and visitor.sees(without)):
            return visitor
        if time.monotonic() > end:
            return visitor.expect(text)
        time.sleep(0.1)


def check_pdf(visitor: Visitor, url: str) -> None:
    """The address answers a PDF."""
    if not visitor.http.get(url).content.startswith(b"%PDF"):
        raise Unexpected(f"{url} is no PDF")


def photo() -> bytes:
    """A photo as a phone makes it."""
    out = io.BytesIO()
    Image.effect_noise((900, 1200), 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def drawing() -> bytes:
    """A drawing as PDF."""
    out = io.BytesIO()
    Image.effect_noise((800, 1100), 20).convert("RGB").save(out, "PDF")
    return out.getvalue()
