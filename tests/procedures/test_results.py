"""From answers to the data of a result: what the handler's draft begins with, in words, with all that its template needs."""

from typing import Any

import pytest
from django.conf import settings

from dossiers import results
from eforms import schema
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
    content = content_of(settings.BASE_DIR / "seeds" / "procedures" / code)[1]
    described = content["results"][0]
    words = in_words(schema.load(content["form"]), answers)
    facts = {"answers": answers, "words": words, "owner": "Nguyễn Văn An", "today": "2026-11-23"}
    values = results.first_values(described, facts)
    assert {key: values[key] for key in expected} == expected
    assert templates.missing(described["template"], results.data(described, values, facts)) == []


def test_words_keep_the_shape_of_the_answers_and_what_the_form_does_not_ask() -> None:
    form = schema.load(content_of(settings.BASE_DIR / "seeds" / "procedures" / "2.000635")[1]["form"])
    spoken = in_words(form, COPIES | {"khac": {"la": 1}})
    assert spoken["trichLuc"][0]["loai"] == "Kết hôn"
    assert spoken["khac"] == {"la": 1}
