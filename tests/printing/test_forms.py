"""Forms 01 to 07 of TT 03/2025/TT-VPCP, the slip and the hand-over list say each thing that domain.md §1.2 lists for them."""

import html
import io
import re
import subprocess
from datetime import datetime
from typing import Any
from urllib.parse import urlparse

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from common import pdf as render
from common.clock import VIETNAM
from tests.vault import samples, samples_time
from vault import documents, handover, papers, papers_time
from vault.papers import paper
from vault.templatetags import documents as written

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
HEAD = (*STATE, "Ủy ban nhân dân tỉnh Bình Dương", "Thủ Dầu Một, ngày", "Mã hồ sơ: H09.19.25-261124-0007")
APPLICANT = (
    "Nguyễn Thị Thùy An", "Số định danh cá nhân, mã số thuế: 074 190 001 234", "Địa chỉ: Số 12 đường Yersin",
    "Số điện thoại: 0912 345 678", "Email: an.nguyen@example.vn", "Cấp giấy phép xây dựng mới", "mã thủ tục 1.013225",
)  # fmt: skip
ON_BEHALF = samples.REFUSAL["applicant"]
AT_COUNTER = {**samples.RECEIPT, "channel": "Trực tiếp", "applicant": ON_BEHALF}

FORMS: dict[str, tuple[type[papers.Head], Any, tuple[str, ...]]] = {
    "form01": (papers.ReceiptPaper, AT_COUNTER, (
        *HEAD, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Tiếp nhận hồ sơ của: Nguyễn Thị Thùy An", *APPLICANT,
        "Chủ hồ sơ: Công ty TNHH Gỗ Thuận An; địa chỉ: Phường Lái Thiêu", "Cách nộp: Trực tiếp", "cơ quan giải quyết:",
        "1. Thành phần hồ sơ nộp", "STT Tên giấy tờ Bản chính Bản sao Bản điện tử", "đã đối chiếu bản chính",
        "2. Số lượng hồ sơ: 01 bộ", "3. Thời gian giải quyết theo quy định: 07 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 14 giờ 32 phút, ngày 24", "5. Thời gian trả kết quả: 14 giờ 32 phút, ngày 03",
        "6. Đăng ký nhận kết quả: Trực tuyến", "7. Phí, lệ phí đã nộp: 75.000 đồng", "Tra cứu tình trạng hồ sơ tại", "hoặc gọi",
        "Người nộp hồ sơ", "Người tiếp nhận", "Trần Văn Bình",
    )),
    "form02": (papers.SupplementPaper, samples.SUPPLEMENT, (
        *HEAD, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Tiếp nhận hồ sơ của:", *APPLICANT,
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", "Lý do", "1 Bản vẽ thiết kế xây dựng Thiếu mặt cắt móng",
        "tạm dừng từ 09 giờ 05 phút", "Nộp bổ sung đến hết ngày 26", "liên hệ Trung tâm", "điện thoại", "Người hướng dẫn",
    )),
    "form03": (papers.RefusalPaper, samples.REFUSAL, (
        *HEAD, "Phiếu từ chối tiếp nhận giải quyết hồ sơ", *APPLICANT, "Chủ hồ sơ:", "với lý do:", "Thửa đất nằm ngoài địa bàn",
        "Người tiếp nhận", "Trần Văn Bình",
    )),
    "form04": (papers_time.ApologyPaper, samples_time.APOLOGY, (
        *HEAD[:-1], "Số: 05/XL", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết hồ sơ", "Kính gửi: Nguyễn Thị Thùy An",
        "mã hồ sơ H09.19.25-261124-0007", "Đã nhận hồ sơ 14 giờ 32 phút, ngày 24", "Đã hẹn trả kết quả 14 giờ 32 phút, ngày 03",
        "Lý do: Ranh giới thửa đất", "xin lỗi Nguyễn Thị Thùy An", "Hẹn lại ngày trả kết quả 14 giờ 32 phút, ngày 10",
        "chỉ gia hạn một lần", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Huỳnh Quốc Dũng", "Nơi nhận:",
    )),
    "form05": (papers_time.StopPaper, samples_time.STOP, (
        *HEAD[:-1], "Số: 12/TB", "Thông báo Dừng giải quyết hồ sơ", "Kính gửi:", "mã hồ sơ H09.19.25-261124-0007",
        "Cấp giấy phép xây dựng mới", "Lý do dừng", "Tòa án nhân dân", "Trả lại bản chính đang giữ",
        "Giấy chứng nhận quyền sử dụng đất", "Phí, lệ phí đã nộp", "khiếu nại", "PHÓ CHỦ TỊCH", "Huỳnh Quốc Dũng",
    )),
    "form06": (papers_time.ControlSheetPaper, samples_time.CONTROL, (
        *HEAD, "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Quyển số:", "Số thứ tự:", "Kèm theo hồ sơ của: Nguyễn Thị Thùy An",
        "Thời gian nhận hồ sơ: 14 giờ 32", "Thời gian hẹn trả kết quả: 14 giờ 32", "Cơ quan giải quyết: Ủy ban nhân dân phường",
        "cơ quan phối hợp: Phòng Quản lý đô thị", "Tên cơ quan, đơn vị Thời gian giao, nhận Kết quả giải quyết Ghi chú",
        "1. Giao: Bộ phận Một cửa", "2. Nhận: Ủy ban nhân dân", "08 giờ 05 phút, ngày 25", "Người giao Phạm Thị Bình",
        "Người nhận Võ Kim Chi", "Trước hạn", "Đúng hạn", "Quá hạn",
    )),
    "form07": (papers_time.RegisterPaper, samples_time.REGISTER, (
        *HEAD[:2], "Sổ theo dõi hồ sơ", "STT Mã hồ sơ Thủ tục Số bộ Tổ chức, cá nhân; địa chỉ, số điện thoại Cơ quan chủ trì",
        "Cách nhận kết quả Ký nhận Ghi chú", "Nhận hồ sơ Hẹn trả Chuyển giải quyết Có kết quả Trả kết quả",
        "H09.21.23.01-261124-0001", "Số 12 đường Yersin, phường Phú Cường, 0912 345 678", "Tại quầy", "Chờ bổ sung",
    )),
    "minutes": (papers_time.MinutesPaper, samples_time.MINUTES, (
        *HEAD[:2], "Biên bản Xác minh thực tế hồ sơ H09.19.25-261124-0007", "Thời gian xác minh: 14 giờ 30 phút, ngày 27",
        "Địa điểm: Thửa đất số 12", "1. Thành phần có mặt", "STT Họ và tên Tư cách, chức vụ Ký tên",
        "2 Lý Văn Tám trưởng khu phố 3",
        "2. Nội dung xác minh", "không có tranh chấp", "3. Kết luận: Đúng như hồ sơ", "Người lập biên bản", "Võ Kim Chi",
    )),
    "slip": (papers_time.SlipPaper, samples_time.SLIP, (
        *HEAD, "Giấy biên nhận trả kết quả", *APPLICANT, "Cách trả: Tại quầy", "Người nhận: Lê Thị Hoa",
        "số định danh 079 190 001 234", "Thời gian: 10 giờ 15 phút", "STT Tên kết quả Số, ký hiệu Ngày ký Số bản",
        "1 Giấy phép xây dựng 07/GPXD-UBND 03/12/2026 02",
        "Bản chính đã trả lại", "Người trả kết quả", "Phạm Thị Bình", "Người nhận kết quả",
    )),
}  # fmt: skip


def words(page: str) -> str:
    """What a reader of the page reads, blanks collapsed."""
    body = page.partition("<body>")[2].replace("<wbr>", "")
    return " ".join(html.unescape(re.sub(r"<(?:br|/p|/t[hdr]|/h[12]|/li|/div|p|li)[^>]*>|<[^>]+>", _blank, body)).split())


def _blank(tag: re.Match[str]) -> str:
    return "" if tag[0].startswith(("<span", "</span", "<b>", "</b>", "<i>", "</i>")) else " "


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_everything_that_the_circular_lists(form: str) -> None:
    kind, given, fields = FORMS[form]
    said = words(documents.html_of(f"documents/{form}.html", paper(kind, given)))
    assert [field for field in fields if field not in said] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_qr_leads_to_the_check(form: str) -> None:
    kind, given, _fields = FORMS[form]
    book = form == "form07"
    page = documents.register_html(given) if book else documents.html_of(f"documents/{form}.html", paper(kind, given))
    assert 'class="qr"' in page


def hand_over_list() -> handover.HandOverList:
    at = datetime(2026, 11, 24, 14, 32, tzinfo=VIETNAM)
    line = handover.HandOverLine(
        code="H09.21.23.01-261124-0007", procedure="Cấp giấy phép", applicant="An", papers=3, received_at=at, due_at=at
    )
    return handover.HandOverList(
        agency="Bộ phận Một cửa", parent_agency=samples_time.UNIT, place="Phường Phú Cường", receiver="Phòng Quản lý đô thị",
        giver_name="Phạm Thị Bình", at=at, lines=[line] * 2,
    )  # fmt: skip


def test_what_is_printed_and_not_kept_is_told_by_its_qr(client: Client, db: None) -> None:
    pdf = render.receipt(handover.html(hand_over_list()))
    picture = subprocess.run(["pdftoppm", "-r", "150", "-l", "1", "-png", "-"], input=pdf, capture_output=True, check=True)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.stdout)))
    assert "Phạm" not in code.text
    path = urlparse(code.text).path
    page = client.get(path).content.decode()
    assert all(text in page for text in ("Bảng kê bàn giao hồ sơ", "Bộ phận Một cửa", "14:32", "Số hồ sơ trong giấy"))
    assert client.get(f"{path[:-2]}{'a' if path[-2] != 'a' else 'b'}/").status_code == 404


def test_the_hand_over_list_says_who_gives_what_to_whom() -> None:
    said = words(handover.html(hand_over_list()))
    for field in (
        STATE[1], "Phú Cường, ngày 24", "Bên giao: Bộ phận Một cửa", "Bên nhận: Phòng Quản lý đô thị", "Lúc 14 giờ 32 phút",
        "STT Mã hồ sơ Thủ tục Người nộp Số giấy tờ Tiếp nhận Hẹn trả Ghi chú",
        "1 H09.21.23.01-261124-0007 Cấp giấy phép An 3 14:32, 24/11/2026 14:32, 24/11/2026", "Tổng số: 2 hồ sơ", "Phạm Thị Bình",
    ):  # fmt: skip
        assert field in said, field


@pytest.mark.parametrize(
    ("name", "above", "lines"),
    [
        ("Ủy ban nhân dân phường Phú Cường, thành phố Dĩ An", "", ["Ủy ban nhân dân", "phường Phú Cường,", "thành phố Dĩ An"]),
        (
            "Bộ phận Tiếp nhận và Trả kết quả phường Phú Cường, thành phố Thủ Dầu Một",
            "Ủy ban nhân dân phường Phú Cường, thành phố Thủ Dầu Một",
            ["Bộ phận Tiếp nhận", "và Trả kết quả", "phường Phú Cường"],
        ),
        ("Trung tâm Phục vụ hành chính công", "", ["Trung tâm Phục vụ", "hành chính công"]),
    ],
)  # fmt: skip
def test_a_long_name_breaks_in_the_head_where_a_person_would_break_it(name: str, above: str, lines: list[str]) -> None:
    assert written.head_lines(name, above).split("<br>") == lines


@pytest.mark.parametrize(
    ("title", "shown", "instead"),
    [
        ("Phó Chủ tịch Ủy ban nhân dân phường", "Phó Chủ tịch", "KT. Chủ tịch"),
        ("Chủ tịch", "Chủ tịch", ""),
        ("Phó Trưởng phòng Quản lý đô thị", "Phó Trưởng phòng", "KT. Trưởng phòng"),
        ("Giám đốc Trung tâm", "Giám đốc", ""),
        ("Người tiếp nhận", "Người tiếp nhận", ""),
        ("", "", ""),
    ],
)
def test_a_deputy_signs_for_the_head_under_the_office_alone(title: str, shown: str, instead: str) -> None:
    assert (written.office(title), written.in_place_of(title)) == (shown, instead)
