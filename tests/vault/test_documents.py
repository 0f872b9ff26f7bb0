"""Papers are printed as NĐ 30/2020 and TT 03/2025 say, tagged, self-contained, in fonts that know Vietnamese."""

import io
import json
import subprocess

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from tests.vault import samples
from vault import documents, qr, results
from vault.papers import ReceiptPaper, paper
from vault.templatetags import documents as written

FORMS = {
    "form 01": (documents.render_form01, samples.RECEIPT),
    "confirmation": (documents.render_confirmation, samples.CONFIRMATION),
    "form 02": (documents.render_supplement, samples.SUPPLEMENT),
    "form 03": (documents.render_refusal, samples.REFUSAL),
}
RESULTS = {"building-permit": samples.PERMIT, "birth-certificate": samples.BIRTH, "extract-copy": samples.EXTRACT}


def text_of(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def lines_of(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def conformity(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as meta:
        assert opened.Root.MarkInfo.Marked is True
        assert str(opened.Root.Lang) == "vi"
        assert str(opened.docinfo.Title)
        return (
            f"A-{meta.get('pdfaid:part')}{meta.get('pdfaid:conformance', '').lower()}"
            if "pdfaid:part" in meta
            else f"UA-{meta['pdfuaid:part']}"
        )


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_pdf_ua_and_sound(name: str, tmp_path) -> None:
    render, context = FORMS[name]
    pdf = render(context)
    assert conformity(pdf) == "UA-1"
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


@pytest.mark.parametrize("template", RESULTS)
def test_results_are_pdf_a_with_their_data(template: str) -> None:
    pdf = documents.render_result(template, samples.RESULT, RESULTS[template])
    assert conformity(pdf) == "A-3a"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        data = json.loads(opened.attachments[documents.DATA_FILE].get_file().read_bytes())
    assert data["data"] == RESULTS[template]
    assert data["number"] == "07/GPXD-UBND"


def test_only_a_times_metric_face_with_vietnamese_letters_is_embedded(tmp_path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(documents.render_form01(samples.RECEIPT))
    rows = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert rows and all("Liberation-Serif" in row or "LiberationSerif" in row for row in rows)
    assert all(row.split()[-5] == "yes" for row in rows)  # embedded


def test_form01_says_what_it_must() -> None:
    said = lines_of(documents.render_form01(samples.RECEIPT))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mã hồ sơ: H09.19.25-261124-0007",
        "Thủ Dầu Một, ngày 24 tháng 11 năm 2026", "Nguyễn Thị Thùy An", "074 190 001 234", "07 ngày làm việc",
        "14 giờ 32 phút, ngày 24 tháng 11 năm 2026", "14 giờ 32 phút, ngày 03 tháng 12 năm 2026 (Thứ Năm)",
        "Thứ Bảy 28/11 và Chủ nhật 29/11/2026", "02 bộ" if samples.RECEIPT.get("sets") == 2 else "01 bộ",
        "75.000 đồng (bảy mươi lăm nghìn đồng)", "Trần Văn Bình",
    ):  # fmt: skip
        assert words in said, words


def test_a_one_page_receipt_stays_one_page() -> None:
    with pikepdf.open(io.BytesIO(documents.render_form01(samples.RECEIPT))) as pdf:
        assert len(pdf.pages) == 1


def test_a_long_receipt_numbers_its_later_pages_and_keeps_the_signature_with_text() -> None:
    many = [{"name": f"Giấy tờ số {n}", "electronic": 1} for n in range(1, 41)]
    pages = text_of(documents.render_form01({**samples.RECEIPT, "papers": many})).split("\f")
    assert pages[1].split()[0] == "2"
    last = next(page for page in pages if "Trần Văn Bình" in page)
    assert "Tra cứu" in last


def test_the_qr_stands_top_left_and_holds_no_personal_data(tmp_path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(documents.render_form01(samples.RECEIPT))
    subprocess.run(["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", pdf, tmp_path / "a"], check=True)
    page = Image.open(next(tmp_path.glob("a-*.png")))
    corner = page.crop((0, 0, page.width // 4, page.height // 6))
    found = zxingcpp.read_barcodes(corner)
    assert [code.text for code in found] == [
        f"{settings.SITE_URL}/xac-thuc/mQ3vZk0XyT9aL2cR7hWnEg/?hs=H09.19.25-261124-0007&tt=1.013225"
    ]


def test_a_document_fetches_nothing() -> None:
    assert "http" not in qr.svg_data_uri("x").split(",")[0]
    html = documents.html_of("documents/form01.html", paper(ReceiptPaper, samples.RECEIPT))
    assert 'src="http' not in html and "@import" not in html and "url(" not in html


@pytest.mark.parametrize(("change", "missing"), [({"due": 1}, "due"), ({"due_at": None}, "")])
def test_a_wrong_key_is_an_error_not_an_empty_place(change: dict, missing: str) -> None:
    context = {k: v for k, v in samples.RECEIPT.items() if k != "due_at"} if "due_at" in change else {**samples.RECEIPT, **change}
    with pytest.raises(TypeError, match=missing or "due_at"):
        paper(ReceiptPaper, context)


def test_markup_in_a_name_stays_text() -> None:
    html = documents.html_of(
        "documents/form01.html", paper(ReceiptPaper, {**samples.RECEIPT, "receiver_name": "<script>x</script>"})
    )
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_what_a_result_lacks_is_named() -> None:
    assert results.missing("birth-certificate", {"child": {"name": "A", "sex": "Nam", "birth_date": ""}}) == [
        "child.birth_date", "child.birth_place",
    ]  # fmt: skip
    assert results.missing("birth-certificate", samples.BIRTH) == []
    with pytest.raises(results.UnknownTemplate):
        documents.render_result("no-such", samples.RESULT, {})


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2026-03-05", "05/03/2026"),
        ("5/3/2026", "05/03/2026"),
        ("1950-00-00", "1950"),
        ("00/07/1950", "07/1950"),
        ("2026-02-30", "30/02/2026"),
        ("--", "--"),
        ("khoảng năm 1950", "khoảng năm 1950"),
        ("", ""),
        (None, ""),
        (samples.AT, "24/11/2026"),
    ],
)
def test_dates_that_people_type_never_stop_a_result(given: object, shown: str) -> None:
    assert written.slashed(given) == shown


def test_the_head_breaks_before_the_place() -> None:
    assert written.head_lines("Ủy ban nhân dân tỉnh Bình Dương") == "Ủy ban nhân dân<br>tỉnh Bình Dương"
    assert written.head_lines("Sở Xây dựng") == "Sở Xây dựng"
    assert written.head_lines("<b>Trung tâm Phục vụ hành chính công</b>").startswith("&lt;b&gt;Trung tâm")
    assert [written.place_name(n) for n in ("Phường Phú Cường", "Phường 6", "Tỉnh Bình Dương")] == [
        "Phú Cường",
        "Phường 6",
        "Bình Dương",
    ]
    assert written.written_date(samples.RESULT["issued_on"]) == "ngày 02 tháng 12 năm 2026"


@pytest.mark.parametrize("lines", [0, 34, 36, 38])
def test_a_signature_never_stands_alone_on_a_page(lines: int) -> None:
    """Office practice under NĐ 30/2020: somebody who signs sees, on the page they sign, a part of what they sign."""
    data = {**samples.PERMIT, "owner": {**samples.PERMIT["owner"], "address": " ".join(["Khu phố Chánh Lộc"] * 4 * lines)}}
    last = text_of(documents.render_result("building-permit", samples.RESULT, data)).rstrip("\f").split("\f")[-1]
    above = last[: last.index("Nơi nhận")].split("\n")
    assert [line for line in above if len(line.strip()) > 3]
