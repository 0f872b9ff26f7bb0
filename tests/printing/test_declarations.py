"""Any e-form prints as an official paper, and the seeded forms as their own; read back with poppler's programs."""

import copy
import io
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from eforms import ports
from eforms.sheet import flat
from portal.mainjob import samples
from tests.printing.papers import pages, paper, seeded, sheet, tags
from tests.procedures.answers import ANSWERS
from vault import declarations

OWN = {
    "1.001193": ("birth-declaration", samples.BIRTH),
    "1.000894": ("marriage-declaration", ANSWERS["1.000894"]),
    "1.000656": ("death-declaration", ANSWERS["1.000656"]),
    "2.000635": ("extract-request", samples.EXTRACTS),
    "1.013225": ("permit-application", samples.PERMIT),
}
WORK = [{"value": str(n), "label": f"Việc {n}"} for n in (1, 2, 3)]
MEMBER = [
    {"type": "textfield", "key": "ten", "label": "Họ tên"},
    {"type": "day", "key": "sinh", "label": "Ngày sinh", "dayFirst": True},
    {"type": "textarea", "key": "ghiChu", "label": "Ghi chú"},
    {"type": "number", "key": "gop", "label": "Số tiền góp"},
]
FORM: dict[str, Any] = {
    "display": "wizard",
    "title": "Đơn đề nghị thử",
    "components": [
        {
            "type": "panel", "key": "p1", "title": "Người đề nghị", "components": [
                {"type": "textfield", "key": "ten", "label": "Họ tên của bạn"},
                {"type": "textfield", "key": "tenKhac", "label": "Tên gọi khác"},
                {"type": "selectboxes", "key": "viec", "label": "Các việc đề nghị", "values": WORK},
                {"type": "textfield", "key": "an", "label": "Câu bị ẩn", "conditional": {"show": True, "when": "ten", "eq": "X"}},
                {"type": "textarea", "key": "lyDo", "label": "Lý do"},
                {"type": "textfield", "key": "ma", "label": "Mã"},
            ],
        },
        {"type": "panel", "key": "p2", "title": "Danh sách", "components": [
            {"type": "datagrid", "key": "ds", "label": "Thành viên", "components": MEMBER},
        ]},
    ],
}  # fmt: skip
LONG = "Nội dung dài cần trình bày rõ cho cơ quan. " * 50


def answers(rows: int) -> dict[str, Any]:
    members = [{"ten": f"Người{n}hết", "sinh": "01/02/1990", "ghiChu": "W" * 90 * (n == 3), "gop": n} for n in range(rows)]
    return {"ten": "Nguyễn Thị Ánh Nguyệt", "viec": {"1": True, "3": True}, "lyDo": LONG, "ma": "Q" * 300, "ds": members}


@pytest.fixture(autouse=True, scope="module")
def plain_ports() -> Iterator[None]:
    """What the portal wired comes back after this page's lists and places."""
    before = ports.current()
    yield
    ports.use(before)


@pytest.fixture(scope="module")
def long_paper() -> bytes:
    return declarations.render(paper(sheet(FORM, answers(50))))


def test_the_default_prints_what_was_asked_and_answered_in_the_form_s_order(long_paper: bytes) -> None:
    said = " ".join(pages(long_paper))
    order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐƠN ĐỀ NGHỊ THỬ",
        "Kính gửi: Ủy ban nhân dân phường Phú Cường", "1. Người đề nghị", "Họ tên: Nguyễn Thị Ánh Nguyệt", "Tên gọi khác:",
        "Các việc đề nghị: ☒ Việc 1 ☐ Việc 2 ☒ Việc 3", "Lý do:", "2. Danh sách", "Thành viên:", "Người49hết",
        "Giấy tờ gửi kèm", "Bản vẽ thiết kế (03 tệp)", "Tôi cam đoan", "Phú Cường, ngày 24 tháng 11 năm 2026", "NGƯỜI LÀM ĐƠN",
        "(Ký, ghi rõ họ tên)", "Nguyễn Văn An", "a3f5a3f5",
    ]  # fmt: skip
    places = [said.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "Câu bị ẩn" not in said


def test_a_long_paper_breaks_where_a_person_would(long_paper: bytes) -> None:
    said = pages(long_paper)
    with_rows = [page for page in said if re.search(r"Người\d+hết", page)]
    assert len(with_rows) > 1 and all("STT Họ tên Ngày sinh" in page for page in with_rows)
    for number in range(50):  # a row's name and its date are on one page
        page = next(page for page in said if f"Người{number}hết" in page)
        assert f"Người{number}hết 01/02/1990" in page
    for number, page in enumerate(said, 1):
        body, footer = page.rsplit("Mã hồ sơ H09.21.23.01-261124-0007", 1)
        assert footer.strip() == f"Trang {number}/{len(said)}"
        assert not re.search(r"(Danh sách|Thành viên:|Giấy tờ gửi kèm|STT Họ tên.*góp)$", body.strip()), body[-60:]


def test_no_word_leaves_the_paper(long_paper: bytes) -> None:
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=long_paper, capture_output=True, check=True).stdout.decode()
    width = float(re.search(r'<page width="([\d.]+)"', boxes)[1])
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) <= width - 15 / 25.4 * 72 + 1


def test_it_is_a_sound_tagged_a4_paper_in_embedded_fonts(long_paper: bytes, tmp_path: Any) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(long_paper)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    assert "(A4)" in subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(row.split()[-5] == "yes" for row in fonts)
    with pikepdf.open(io.BytesIO(long_paper)) as pdf:
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "vi" and pdf.Root.MarkInfo.Marked
        kinds = list(tags(pdf))
    assert kinds.count("/H1") == 1 and {"/H2", "/Table", "/TH", "/TD", "/Figure", "/P"} <= set(kinds)


def test_a_draft_says_so_and_has_no_qr() -> None:
    draft = paper(sheet(FORM, answers(1)), public_id="", dossier_code="", submitted_at=None)
    pdf = declarations.render(draft)
    assert all("Bản nháp – chưa nộp" in page for page in pages(pdf))
    assert "xac-thuc" not in " ".join(pages(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Figure" not in tags(opened)


@pytest.mark.parametrize("code", OWN)
def test_a_seeded_form_prints_as_its_own_paper_and_loses_no_answer(code: str) -> None:
    template, given = OWN[code]
    document = copy.deepcopy(seeded(code))
    document["components"][-1]["components"].append({"type": "textfield", "key": "themSau", "label": "Câu thêm sau"})
    laid = sheet(document, given | {"themSau": "trả lời câu thêm sau"})
    said = " ".join(pages(declarations.render(paper(laid, template))))
    assert "Nội dung khai khác Câu thêm sau: trả lời câu thêm sau" in said
    lines = [block for section in laid.sections for block in flat(section.blocks)]
    rows = [block for grid in lines if hasattr(grid, "records") for record in grid.records for block in flat(record)]
    asked = [line for line in (*lines, *rows) if hasattr(line, "text") and line.answered and line.path != "khaiVe"]
    assert len(asked) > 12
    missing = [line.path for line in asked if " ".join(line.text.split()) not in said]
    assert missing == []


def test_an_unknown_template_falls_back_to_the_default() -> None:
    assert "1. Người đề nghị" in declarations.html(paper(sheet(FORM, answers(0)), "khong-co"))
