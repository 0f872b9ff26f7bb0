"""Forms 04 to 07 and the slip: tagged, sound, within their pages, saying what they must."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.vault import samples_time as samples
from tests.vault.test_documents import conformity, lines_of
from vault import documents

FORMS: dict[str, tuple[Callable[[Any], bytes], Any, int, tuple[str, ...]]] = {
    "form 04": (
        documents.render_apology,
        samples.APOLOGY,
        1,
        (
            "Số: 05/XL",
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN",
            "14 giờ 32 phút, ngày 03 tháng 12 năm 2026",
            "14 giờ 32 phút, ngày 10 tháng 12 năm 2026 (Thứ Năm)",
            "phải đo lại tại thực địa",
            "PHÓ CHỦ TỊCH",
            "Huỳnh Quốc Dũng",
        ),
    ),
    "form 05": (
        documents.render_stop,
        samples.STOP,
        1,
        ("THÔNG BÁO", "Dừng giải quyết hồ sơ", "Tòa án nhân dân", "Giấy chứng nhận quyền sử dụng đất", "Huỳnh Quốc Dũng"),
    ),
    "form 05 by itself": (
        documents.render_stop,
        samples.LAPSED,
        1,
        ("hệ thống lập khi hết thời hạn bổ sung", "không giữ bản chính"),
    ),
    "form 06": (
        documents.render_control_sheet,
        samples.CONTROL,
        2,
        ("PHIẾU KIỂM SOÁT", "Phòng Quản lý đô thị", "Quá hạn", "Võ Kim Chi"),
    ),
    "form 07": (
        documents.render_register,
        samples.REGISTER,
        2,
        ("SỔ THEO DÕI HỒ SƠ", "Hồ sơ nhận từ 01/11/2026 đến 30/11/2026: 13 hồ sơ", "Chờ bổ sung"),
    ),
    "slip": (
        documents.render_slip,
        samples.SLIP,
        1,
        ("GIẤY BIÊN NHẬN", "07/GPXD-UBND", "Lê Thị Hoa", "079 190 001 234", "NGƯỜI NHẬN KẾT QUẢ"),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_it_is_tagged_sound_and_says_what_it_must(name: str, tmp_path: Path) -> None:
    render, context, pages, words = FORMS[name]
    pdf = render(context)
    assert conformity(pdf) == "UA-1"
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    with pikepdf.open(path) as opened:
        assert len(opened.pages) == pages
    said = lines_of(pdf)
    assert [word for word in words if word not in said] == []
