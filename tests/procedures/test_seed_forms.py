"""The e-forms of the seeds through the engine: right answers pass, each rule of the law speaks up, the server computes."""

from functools import cache
from typing import Any

import pytest
from django.conf import settings

from eforms import engine, schema
from eforms.nodes import Form
from procedures import content as contents
from procedures import rules
from procedures.services.seed import content_of
from tests.eforms.forms import NOW
from tests.eforms.forms import rules as broken
from tests.procedures.answers import ANSWERS, BINH, CASES, HOME, PORTS

SEEDS = settings.BASE_DIR / "seeds" / "procedures"


@cache
def content(code: str) -> dict[str, Any]:
    return content_of(SEEDS / code)[1]


@cache
def form(code: str) -> Form:
    return schema.load(content(code)["form"])


def run(code: str, **changed: Any) -> engine.Outcome:
    """The right answers with some changed: a dotted path with its dot written as two underscores."""
    data = {key: dict(value) if isinstance(value, dict) else value for key, value in ANSWERS[code].items()}
    for path, value in changed.items():
        head, _dots, rest = path.partition("__")
        if rest:
            data[head] = {**data.get(head, {}), rest: value}
        else:
            data[head] = value
    return engine.process(form(code), data, now=NOW, ports=PORTS)


@pytest.mark.parametrize("code", ANSWERS)
def test_right_answers_are_taken_whole_and_the_form_has_no_remark(code: str) -> None:
    assert form(code).lint == ()
    outcome = run(code)
    assert outcome.errors == ()
    papers = {paper.key for paper in rules.papers_required(content(code), outcome.data)}
    assert papers <= {paper["key"] for paper in content(code)["papers"]}
    assert rules.fee(content(code), outcome.data).total >= 0


@pytest.mark.parametrize("code", ANSWERS)
def test_nothing_answered_asks_for_the_applicants_name(code: str) -> None:
    asked = broken(engine.process(form(code), {}, now=NOW, ports=PORTS))
    assert ("nyc.hoTen", "required") in asked and len(asked) > 5


@pytest.mark.parametrize("case", CASES)
def test_a_case_asks_what_it_needs_and_no_more(case: str) -> None:
    code = case.rpartition(".")[0]
    document = contents.for_case(content(code), case)
    own = schema.load(document["form"])
    more, less = CASES[case]
    answers = {key: value for key, value in ANSWERS[code].items() if key not in less} | more
    assert own.lint == ()
    assert engine.process(own, answers, now=NOW, ports=PORTS).errors == ()
    assert broken(engine.process(own, {**answers, **dict.fromkeys(more)}, now=NOW, ports=PORTS)) == {
        (key, "required") for key in more
    }
    assert contents.choices(content(code))


PAPERS = [
    ("1.000656", "1.000656.02", {}, {"bao-tu"}),
    ("1.000656", "1.000656.01", {"bietCuTru": "khong"}, {"chung-cu", "noi-mat"}),
    ("1.000656", "1.000656.02", {"nyc": {"quanHe": "uyQuyen"}}, {"bao-tu", "uy-quyen"}),
    ("1.004837", "1.004837.01", {"nhieuNguoi": "co"}, {"duong-nhien", "thoa-thuan"}),
    ("1.004837", "1.004837.02", {}, {"van-ban-cu"}),
    ("1.001776", "1.001776.01", {}, {"khuyet-tat"}),
    ("1.001776", "1.001776.01", {"nhom": "hiv"}, {"chung-minh"}),
    ("1.001776", "1.001776.02", {}, {"thay-doi", "khuyet-tat"}),
    ("1.001776", "1.001776.03", {}, set()),
    ("2.000986", "", {"thuongTru": {"theo": "khac"}}, {"chung-sinh", "y-kien-cha-me"}),
    ("1.004884", "", {}, {"giay-to-khac"}),
    ("1.004884", "", {"giayToCo": {"khaiSinh": True}, "laCanBo": "co"}, {"ban-sao-khai-sinh", "xac-nhan-don-vi"}),
    ("1.001022", "", {}, {"giam-dinh"}),
    ("1.000894", "", {"kia": {"tinhTrang": "lyHon", "lyHon": {"nuocNgoai": "co"}}}, {"ghi-chu-ly-hon-ben-kia"}),
    (
        "2.001263",
        "",
        {"nguonGoc": "boRoi"},
        {"lltp", "suc-khoe", "hoan-canh", "suc-khoe-tre", "anh-tre", "khai-sinh-tre", "bo-roi"},
    ),
    ("1.001731", "", {"dien": "caoTuoi"}, {"khai-tu", "quyet-dinh-huong"}),
]


@pytest.mark.parametrize(("code", "case", "changed", "wanted"), PAPERS)
def test_which_papers_each_applicant_hands_in(code: str, case: str, changed: dict[str, Any], wanted: set[str]) -> None:
    asked = rules.papers_required(contents.for_case(content(code), case), ANSWERS[code] | changed)
    assert {paper.key for paper in asked} == wanted


PAGE = {"loai": "khac", "ten": "Giấy", "coQuanCap": "Nơi cấp", "soTrang": 1, "soBan": 1}
WRONG = [
    # kết hôn: tuổi, họ hàng, lần thứ mấy, giới tính trong số định danh, hai người khác nhau, quốc tịch
    ("1.000894", {"kia__ngaySinh": "05/06/2007", "kia__soDinhDanh": "074207001234"}, ("kia.ngaySinh", "maxDate")),
    ("1.000894", {"nyc__ngaySinh": "05/06/2009", "nyc__soDinhDanh": "074309001234"}, ("nyc.ngaySinh", "maxDate")),
    ("1.000894", {"nyc__ben": "nam"}, ("nyc.ben", "json")),
    ("1.000894", {"hoHang": "co"}, ("hoHang", "json")),
    ("1.000894", {"nyc__lanKetHon": 2}, ("nyc.lanKetHon", "json")),
    ("1.000894", {"kia__lanKetHon": 1}, ("kia.lanKetHon", "json")),
    ("1.000894", {"kia__soDinhDanh": "074188001234"}, ("kia.soDinhDanh", "nationalId")),
    ("1.000894", {"kia__quocTich": "FR"}, ("kia.quocTich", "json")),
    ("1.000894", {"kia__tinhTrang": "lyHon"}, ("kia.lyHon.nuocNgoai", "required")),
    ("1.000894", {"tuNguyen": False}, ("tuNguyen", "required")),
    # khai tử: ngày mất, quá hạn 15 ngày, giấy báo tử
    ("1.000656", {"mat__ngaySinh": "01/12/2026"}, ("mat.ngaySinh", "maxDate")),
    ("1.000656", {"mat__ngaySinh": "21/11/2026"}, ("mat.ngayMat", "json")),
    ("1.000656", {"mat__ngayMat": "01/11/2026"}, ("mat.ngayMat", "minDate")),
    ("1.000656", {"quaHan": "co"}, ("mienLePhi", "required")),
    ("1.000656", {"gbt": {}}, ("gbt.so", "required")),
    # chứng thực bản sao: số trang, số bản, ngày hẹn
    ("2.000815", {"giayTo": []}, ("giayTo", "required")),
    ("2.000815", {"giayTo": [PAGE | {"soBan": 51}]}, ("giayTo[0].soBan", "max")),
    ("2.000815", {"giayTo": [PAGE | {"soTrang": 0}]}, ("giayTo[0].soTrang", "min")),
    ("2.000815", {"ngayHen": "22/11/2026"}, ("ngayHen", "minDate")),
    # liên thông: theo ai, chủ hộ đồng ý, số định danh, mã hộ
    ("2.000986", {"thuongTru__theo": "cha"}, ("thuongTru.theo", "json")),
    ("2.000986", {"thuongTru__chuHoDongY": False}, ("thuongTru.chuHoDongY", "required")),
    ("2.000986", {"thuongTru__soDinhDanhChuHo": "999060001234"}, ("thuongTru.soDinhDanhChuHo", "nationalId")),
    ("2.000986", {"bhyt__maHo": "12"}, ("bhyt.maHo", "pattern")),
    ("2.000986", {"bhyt__tamTru": "co"}, ("bhyt.noiO.tinh", "required")),
    ("2.000986", {"khaiVe": {}}, ("khaiVe", "json")),
    # các thủ tục khác
    ("1.001022", {"con__tuChin": "khong"}, ("con.tuChin", "json")),
    ("1.001022", {"chungCu": "camDoan"}, ("nguoiLamChung", "required")),
    ("1.001022", {"chungCu": "camDoan", "nguoiLamChung": [BINH]}, ("nguoiLamChung", "minRows")),
    ("1.004884", {"giayToCo": {}}, ("giayToCo", "json")),
    ("1.001731", {"daNhan": "co"}, ("daNhan", "json")),
    ("1.014027", {"cao__ngaySinh": "01/01/1953", "cao__soDinhDanh": "074053001234"}, ("cao.ngaySinh", "maxDate")),
    ("1.014027", {"mucLuongHuu": 500_000}, ("mucLuongHuu", "max")),
    ("1.001776", {"chiTra": "taiKhoan", "taiKhoan": {"so": "12 34", "nganHang": "A"}}, ("taiKhoan.so", "pattern")),
]


@pytest.mark.parametrize(("code", "changed", "error"), WRONG)
def test_each_rule_of_the_law_speaks_up(code: str, changed: dict[str, Any], error: tuple[str, str]) -> None:
    assert error in broken(run(code, **changed))


def test_poor_households_draw_the_social_pension_from_seventy() -> None:
    assert run("1.014027", hoNgheo="co", cao__ngaySinh="01/01/1953", cao__soDinhDanh="074053001234").valid


def test_a_late_death_is_taken_and_says_what_exempts() -> None:
    late = run("1.000656", mat__ngayMat="01/11/2026", quaHan="co", mienLePhi="hoNgheo")
    assert late.valid and late.data["mat"]["ngayMatBangChu"].startswith("Ngày một tháng mười một")


COMPUTED = [
    ("1.014027", {}, "mucHuong", 150_000),
    ("1.014027", {"luongHuu": "khong"}, "mucHuong", 500_000),
    ("1.001776", {}, "mucTroCap", 1_000_000),
    ("1.001776", {"nhom": "treDuoi4"}, "mucTroCap", 1_250_000),
    ("1.001776", {"nhom": "donThan", "soConNuoi": 3}, "mucTroCap", 1_500_000),
    ("1.011607", {}, "soNguoi", 3),
    ("1.011607", {}, "binhQuan", 1_333_333),
    ("2.000815", {"tongSoBan": 99}, "tongSoBan", 5),
]


@pytest.mark.parametrize(("code", "changed", "key", "value"), COMPUTED)
def test_the_server_computes_and_takes_nothing_from_the_client(code: str, changed: dict[str, Any], key: str, value: int) -> None:
    outcome = run(code, **changed)
    assert outcome.errors == () and outcome.data[key] == value


def test_what_the_applicant_is_fills_the_person_concerned() -> None:
    started = engine.prepare(form("1.004837"), {"nyc": BINH | {"vaiTro": "giamHo"}}, now=NOW, ports=PORTS)
    assert started.data["gh"]["hoTen"] == "Trần Thị Bình"
    joint = engine.prepare(
        form("2.000986"), {"treBiBoRoi": "khong", "khaiVe": {"me": True}, "me": {"cuTru": HOME}, "thuongTru": {"theo": "me"}},
        now=NOW, ports=PORTS,
    )  # fmt: skip
    assert joint.data["thuongTru"]["diaChi"]["chiTiet"] == "12 Yersin"
