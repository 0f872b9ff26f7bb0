"""The e-forms of the three procedures: accepted without a remark, filled by An and Bình as the law's cases go."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from eforms import display, engine, html, named, schema
from eforms import jsonschema as json_schema
from eforms.nodes import Form
from eforms.ports import Option, PlainPorts
from tests.eforms.forms import NOW, rules

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "procedures"
CODES = ("1.001193", "2.000635", "1.013225")
PORTS = PlainPorts(
    lists=named.lists(),
    units={
        ("2", "tinh", ""): (Option("79", "Thành phố Hồ Chí Minh"),),
        ("2", "xa", "79"): (Option("25747", "Phường Thủ Dầu Một"),),
    },
)
HOME = {"tinh": "79", "xa": "25747", "chiTiet": "12 Yersin"}
BINH = {
    "hoTen": "Trần Thị Bình",
    "ngaySinh": "01/03/1990",
    "soDinhDanh": "074190001234",
    "cuTru": HOME,
    "dienThoai": "0912345678",
}
MOTHER = {"hoTen": "Trần Thị Bình", "ngaySinh": "00/00/1990", "danToc": "01", "quocTich": "VN", "cuTru": HOME}
BIRTH: dict[str, Any] = {
    "nyc": {**BINH, "loaiGiayTo": "canCuoc", "quanHe": "me"},
    "tre": {
        "hoTen": "Nguyễn Gia Hân",
        "ngaySinh": "15/03/2026",
        "gioiTinh": "nu",
        "danToc": "01",
        "quocTich": "VN",
        "coSoYTe": "Bệnh viện Phụ sản",
        "noiSinh": HOME,
        "queQuan": HOME,
    },
    "sinhTaiCoSoYTe": "co",
    "giayToViecSinh": "giayChungSinh",
    "treBiBoRoi": "khong",
    "mangThaiHo": "khong",
    "khaiVe": {"me": True},
    "me": MOTHER,
    "deNghiBanSao": "khong",
    "nhanKetQua": "trucTuyen",
}


def load(code: str) -> Form:
    """A seeded form."""
    return schema.load(json.loads((SEEDS / code / "form.json").read_text(encoding="utf-8")))


def run(code: str, data: dict[str, Any], **more: Any) -> engine.Outcome:
    """Process with the published lists."""
    return engine.process(load(code), data, now=NOW, ports=PORTS, **more)


@pytest.mark.parametrize("code", CODES)
def test_accepted_without_a_remark(code: str) -> None:
    form = load(code)
    assert form.lint == ()
    assert len(form.pages) in (3, 4)
    for page in form.pages:
        assert html.page(form, page, engine.prepare(form, {}, now=NOW, ports=PORTS).data, (), ports=PORTS)


def test_a_birth_declared_by_the_mother() -> None:
    outcome = run("1.001193", BIRTH)
    assert outcome.errors == ()
    assert outcome.data["tre"]["ngaySinhBangChu"] == "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu"
    assert "cha" not in outcome.data and "chaMeDaKetHon" not in outcome.data
    titles = [section.title for section in display.review(load("1.001193"), outcome.data)]
    assert titles == ["Người yêu cầu", "Thông tin của trẻ", "Cha và mẹ", "Bản sao và nhận kết quả"]


def test_at_least_one_of_father_and_mother() -> None:
    outcome = run("1.001193", BIRTH | {"khaiVe": {}})
    assert [(e.path, e.message) for e in outcome.errors] == [("khaiVe", "Chọn ít nhất một người: cha hoặc mẹ")]


def test_both_parents_are_asked_whether_they_married() -> None:
    both = BIRTH | {"khaiVe": {"me": True, "cha": True}, "cha": MOTHER | {"hoTen": "Nguyễn Văn An"}}
    assert rules(run("1.001193", both)) == {("chaMeDaKetHon", "required")}
    married = both | {"chaMeDaKetHon": "co", "gcnKetHon": {"so": "45", "ngay": "20/10/2019", "noiCap": "UBND phường Phú Cường"}}
    assert run("1.001193", married).valid


def test_an_abandoned_child_has_no_parents_page() -> None:
    outcome = run("1.001193", BIRTH | {"treBiBoRoi": "co"})
    assert outcome.valid and "me" not in outcome.data and "mangThaiHo" not in outcome.data
    assert [page.key for page in engine.visible_pages(load("1.001193"), outcome.data)] == [
        "nguoiYeuCau",
        "thongTinTre",
        "banSaoVaKetQua",
    ]


def test_witnesses_stand_in_for_the_birth_paper() -> None:
    asked = BIRTH | {"giayToViecSinh": "nguoiLamChung"}
    assert ("nguoiLamChung", "required") in rules(run("1.001193", asked))
    assert rules(run("1.001193", asked | {"nguoiLamChung": []})) == {("nguoiLamChung", "required")}
    assert run("1.001193", asked | {"nguoiLamChung": [{"hoTen": "Lê Thị Chi", "soDinhDanh": "074190001235"}]}).valid


def test_copies_are_counted_by_the_server() -> None:
    row = {
        "loai": "khaiSinh",
        "hoTen": "Trần Thị Bình",
        "ngaySinh": "01/03/1990",
        "noiDangKy": "UBND phường Phú Cường",
        "soBan": "3",
    }
    data = {
        "nyc": BINH | {"quanHe": "banThan"},
        "trichLuc": [row, row | {"soBan": 2}],
        "tongSoBan": 1,
        "nhanKetQua": "buuChinh",
        "diaChiNhan": HOME,
    }
    outcome = run("2.000635", data)
    assert outcome.valid and outcome.data["tongSoBan"] == 5
    assert rules(run("2.000635", data | {"trichLuc": [row | {"soBan": 51}]})) == {("trichLuc[0].soBan", "max")}


def test_floors_are_added_up_by_the_server() -> None:
    floors = [
        {"loai": "ham", "ten": "Hầm", "dienTich": 70},
        {"loai": "noi", "ten": "Tầng 1", "dienTich": "75.5"},
        {"loai": "noi", "ten": "Tầng 2", "dienTich": 80},
    ]
    data = {
        "nyc": BINH,
        "thuaDat": {
            "so": "125",
            "toBanDo": "14",
            "dienTich": "120.5",
            "diaChi": HOME,
            "giayTo": "giayChungNhan",
            "soGiayTo": "CS 1",
        },
        "capCongTrinh": "IV",
        "matDoXayDung": 80,
        "cotNen": "0.3",
        "chieuCao": "11.2",
        "tang": floors,
        "tongDienTichSan": 1,
        "lienKeCongTrinh": "khong",
        "thietKe": {"toChuc": "Công ty A", "chungChi": "BDG-1"},
        "coThamTra": "khong",
        "thangHoanThanh": 12,
        "nhanKetQua": "trucTuyen",
    }
    outcome = run("1.013225", data)
    assert outcome.errors == ()
    assert {key: outcome.data[key] for key in ("dienTichTang1", "tongDienTichSan", "soTang", "soTangHam")} == {
        "dienTichTang1": 75.5,
        "tongDienTichSan": 225.5,
        "soTang": 2,
        "soTangHam": 1,
    }
    assert rules(run("1.013225", data | {"coThamTra": "co"})) == {
        ("thamTra.toChuc", "required"),
        ("thamTra.chungChi", "required"),
    }


def test_what_is_stored_fits_the_forms_json_schema() -> None:
    described = json_schema.schema_of(load("1.001193"))
    Draft202012Validator.check_schema(described)
    Draft202012Validator(described).validate(run("1.001193", BIRTH).data)
    assert not Draft202012Validator(described).is_valid({"tre": {"gioiTinh": "khác"}})
    assert not Draft202012Validator(described).is_valid({"la": 1})
