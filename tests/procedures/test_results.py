"""From answers to the data of a result: what the handler's draft begins with, in words, with all that its template needs."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from dossiers import results
from eforms import schema
from procedures.rules import fee
from procedures.services.seed import content_of
from procedures.words import in_words
from vault import results as templates

HOME = {"tinh": "74", "tinhTen": "Tỉnh Bình Dương", "xa": "25747", "xaTen": "Phường Phú Cường", "chiTiet": "12 Yersin"}
AN = {"hoTen": "Nguyễn Văn An", "ngaySinh": "05/06/1988", "soDinhDanh": "074088001234", "cuTru": HOME}
BIRTH = {
    "nyc": AN | {"loaiGiayTo": "canCuoc", "quanHe": "cha"},
    "tre": {
        "hoTen": "Nguyễn Gia Hân",
        "ngaySinh": "15/03/2026",
        "ngaySinhBangChu": "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu",
        "gioiTinh": "nu",
        "danToc": "01",
        "quocTich": "VN",
        "coSoYTe": "Bệnh viện Phụ sản",
        "noiSinh": HOME,
        "queQuan": HOME,
    },
    "me": {"hoTen": "Trần Thị Bình", "ngaySinh": "00/00/1990", "danToc": "01", "quocTich": "VN", "cuTru": HOME},
}
COPIES = {
    "nyc": AN | {"quanHe": "banThan"},
    "trichLuc": [
        {
            "loai": "ketHon",
            "hoTen": "Nguyễn Văn An",
            "ngaySinh": "00/06/1988",
            "noiDangKy": "UBND phường Phú Cường",
            "soDangKy": "12",
            "ngayDangKy": "01/02/2015",
            "soBan": 2,
        }
    ],
}
HOUSE = {
    "nyc": AN,
    "thuaDat": {"so": "123", "toBanDo": "7", "dienTich": 100, "diaChi": HOME, "giayTo": "giayChungNhan", "soGiayTo": "BA 123456"},
    "capCongTrinh": "III",
    "matDoXayDung": 80,
    "chieuCao": 11.5,
    "dienTichTang1": 80,
    "tongDienTichSan": 240,
    "soTang": 3,
    "soTangHam": 0,
    "thietKe": {"toChuc": "Công ty Thiết kế Thử"},
}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "1.001193",
        BIRTH,
        {
            "child.sex": "Nữ",
            "child.birth_date": "2026-03-15",
            "child.ethnicity": "Kinh",
            "child.nationality": "Việt Nam",
            "child.birth_place": "Bệnh viện Phụ sản, 12 Yersin, Phường Phú Cường, Tỉnh Bình Dương",
            "mother.birth_year": "1990",
            "mother.residence": "12 Yersin, Phường Phú Cường, Tỉnh Bình Dương",
            "father.name": "",
            "father.birth_year": "",
            "declarant.document": "Căn cước số 074088001234",
        },
    ),
    (
        "2.000635",
        COPIES,
        {"kind": "Kết hôn", "subject.birth_date": "", "source.registered_on": "2015-02-01", "source.number": "12"},
    ),
    (
        "1.013225",
        HOUSE,
        {
            "owner.address": "12 Yersin, Phường Phú Cường, Tỉnh Bình Dương",
            "work.lot": "Thửa số 123, tờ bản đồ số 7",
            "work.floors": "3 tầng nổi",
            "work.height": "11,5",
            "work.floor_area": "240",
            "land_document": "Giấy chứng nhận quyền sử dụng đất số BA 123456",
        },
    ),
]


@pytest.mark.parametrize(("code", "answers", "expected"), CASES)
def test_the_draft_begins_with_the_answers_in_words(code: str, answers: dict[str, Any], expected: dict[str, str]) -> None:
    asked, facts = ask(code, answers)
    values = results.first_values(asked[0], facts)
    assert {key: values[key] for key in expected} == expected
    assert templates.missing(asked[0].entry["template"], results.data(asked[0], values, facts)) == []


def ask(code: str, answers: dict[str, Any]) -> tuple[tuple[results.Asked, ...], dict[str, Any]]:
    """The results that these answers ask for, and what their rules see."""
    content = content_of(settings.BASE_DIR / "seeds" / "procedures" / code)[1]
    words = in_words(schema.load(content["form"]), answers)
    facts = {"answers": answers, "words": words, "owner": "Nguyễn Văn An", "today": "2026-11-23"}
    return results.asked(SimpleNamespace(content=content), answers), facts


def test_each_row_is_a_result_of_its_own_with_its_key_title_and_copies() -> None:
    row = COPIES["trichLuc"][0]
    asked, facts = ask("2.000635", COPIES | {"trichLuc": [row, row | {"loai": "khaiSinh", "hoTen": "Trần Thị Lan", "soBan": 5}]})
    drafts = [results.first_values(item, facts) for item in asked]
    assert [(item.key, item.position, results.copies(item, facts)) for item in asked] == [
        ("trich-luc.1", 1, 2),
        ("trich-luc.2", 2, 5),
    ]
    assert [results.title(item, values, facts) for item, values in zip(asked, drafts, strict=True)] == [
        "Bản sao trích lục hộ tịch: Kết hôn",
        "Bản sao trích lục hộ tịch: Khai sinh",
    ]
    assert results.subject(asked[1], drafts[1]) == "Trần Thị Lan"
    assert results.data(asked[1], drafts[1], facts)["copies"] == 5


@pytest.mark.parametrize("rows", [[], None, "không phải nhóm"])
def test_without_rows_there_is_no_result(rows: Any) -> None:
    assert ask("2.000635", {"nyc": AN, "trichLuc": rows})[0] == ()


@pytest.mark.parametrize("counts", [(1,), (2, 1), (3, 3, 1), (50,) * 10])
def test_the_copies_that_are_paid_are_the_copies_of_the_results(counts: tuple[int, ...]) -> None:
    row = COPIES["trichLuc"][0]
    asked, facts = ask("2.000635", COPIES | {"trichLuc": [row | {"soBan": count} for count in counts]})
    content = content_of(settings.BASE_DIR / "seeds" / "procedures" / "2.000635")[1]
    assert len(asked) == len(counts)
    assert fee(content, facts["answers"]).total == 8_000 * sum(results.copies(item, facts) for item in asked)


def test_words_keep_the_shape_of_the_answers_and_what_the_form_does_not_ask() -> None:
    form = schema.load(content_of(settings.BASE_DIR / "seeds" / "procedures" / "2.000635")[1]["form"])
    spoken = in_words(form, COPIES | {"khac": {"la": 1}})
    assert spoken["trichLuc"][0]["loai"] == "Kết hôn"
    assert spoken["khac"] == {"la": 1}
