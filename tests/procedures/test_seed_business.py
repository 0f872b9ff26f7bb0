"""The business half of the seeds: residence, household business, labour, post, press, land, disability and what lies around.

Every form is filled as people fill it, rightly and wrongly; fees, papers, results and processes follow from the answers.
"""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from agencies.models import Seat
from dossiers import results
from eforms.paths import find
from procedures import content as contents
from procedures import selectors
from procedures.rules import fee, papers_required
from procedures.services.seed import content_of
from procedures.words import in_words
from tests.eforms.test_seed_forms import load, run
from tests.procedures.business_answers import ANSWERS, HOUSEHOLD, LIGHTER, NAMED, POSTAL, RULES, SALE, STAY
from tests.vault import samples
from vault import documents
from vault import results as templates
from vault.papers import ResultPaper, paper
from workflow import language
from workflow.rules import IllegalMove, move
from workflow.state import Marking

SEEDS = settings.BASE_DIR / "seeds"
ROLES = frozenset({Seat.Role.CLERK, Seat.Role.HANDLER, Seat.Role.LEADER, Seat.Role.RECORDS})


def content(code: str) -> dict[str, Any]:
    """The version's document of a seed."""
    return content_of(SEEDS / "procedures" / code)[1]


def changed(answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The answers with some replaced: ``tamTru__soThang=30`` reaches inside."""
    made = dict(answers)
    for name, value in more.items():
        head, _, rest = name.partition("__")
        made[head] = changed(made.get(head, {}), **{rest: value}) if rest else value
    return made


@pytest.mark.parametrize("code", ANSWERS)
def test_a_complete_application_is_accepted_and_its_results_can_be_issued(code: str) -> None:
    document = content(code)
    contents.validate(document, roles=ROLES)
    outcome = run(code, ANSWERS[code])
    assert outcome.errors == ()
    facts = {
        "answers": outcome.data,
        "words": in_words(load(code), outcome.data),
        "owner": "Nguyễn Văn An",
        "today": "2026-11-23",
    }
    for item in results.asked(SimpleNamespace(content=document), outcome.data):
        data = results.data(item, results.first_values(item, facts), facts)
        # The degree of disability is the council's to say.
        assert templates.missing(item.entry["template"], data) == ["disability.level"] * (code == "1.001699")
        printed = documents.html_of(templates.template(item.entry["template"]).page, paper(ResultPaper, samples.RESULT), data)
        assert "None" not in printed and "{" not in printed.partition("</style>")[2]


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("1.004194", changed(STAY, tamTru__soThang=30), "tamTru.soThang", "nhiều nhất 24 tháng"),
    ("1.004194", changed(STAY, chuNha__soDinhDanh="12345"), "chuNha.soDinhDanh", "12"),
    ("1.004194", changed(STAY, hinhThuc="danhSach"), "toChuc.ten", "Nhập"),
    ("2.001955", changed(RULES, soLaoDong=9, soLaoDongNu=2), "soLaoDong", "dưới 10 lao động"),
    ("2.001955", changed(RULES, soLaoDongNu=121), "soLaoDongNu", "không lớn hơn tổng"),
    ("2.001955", changed(RULES, noiDung__thamQuyen=False), "noiDung", "đủ chín nội dung"),
    ("2.001955", changed(RULES, dn__maSoThue="0100109107"), "dn.maSoThue", "Mã số thuế"),
    ("2.001955", changed(RULES, quyetDinh__ngay="31/12/2026"), "quyetDinh.ngay", "Ngày ban hành"),
    ("1.001612", changed(HOUSEHOLD, dangLaChuHKD="co"), "dangLaChuHKD", "chỉ đứng tên một hộ"),
    ("1.001612", changed(HOUSEHOLD, hkd__tenRieng="Công ty Bình An"), "hkd.tenRieng", "công ty"),
    ("1.001612", changed(HOUSEHOLD, nganhNghe=[*HOUSEHOLD["nganhNghe"], {"ten": "Ăn uống", "ma": "5610", "chinh": True}]),
     "nganhNghe", "đúng một ngành chính"),
    ("1.001612", changed(HOUSEHOLD, nganhNghe=[{"ten": "Ăn uống", "ma": "56", "chinh": True}]), "nganhNghe[0].ma", "4 chữ số"),
    ("1.001612", changed(HOUSEHOLD, thanhVien=[{**HOUSEHOLD["thanhVien"][0], "gioiTinh": "nam"}]),
     "thanhVien[0].soDinhDanh", "giới tính"),
    ("1.001612", changed(HOUSEHOLD, dangLaChuDN="co", dn={"maSoThue": "0100109106", "ten": "DNTN X", "diaChi": "Thủ Dầu Một",
     "vaiTro": "chuDNTN"}), "dn.vaiTro", "không được đồng thời"),
    ("1.001699", changed(NAMED["1.001699"], dangTat={}), "dangTat", "ít nhất một dạng"),
    ("1.001699", changed(NAMED["1.001699"], yeuCau="xacDinhLai"), "giayCu.so", "Nhập"),
    ("1.001699", changed(NAMED["1.001699"], nkt__ngaySinh="15/03/2017"), "nkt.soDinhDanh", "ngày sinh"),
    ("1.003659", changed(POSTAL, vonDieuLe=1_999_999_999), "vonDieuLe", "2.000.000.000 đ"),
    ("1.003659", changed(POSTAL, thoiHan=11), "thoiHan", "10"),
    ("1.013831", changed(SALE, benNhan=[{**SALE["benNhan"][0], "tyLe": 60}, SALE["benNhan"][1]]), "benNhan", "đúng 100 %"),
    ("1.013831", changed(SALE, benNhan=[SALE["benNhan"][0], SALE["benNhan"][0]]), "benNhan[1].soDinhDanh", ""),
    ("1.013831", changed(SALE, nghiaVu="mien"), "lyDoMien", "lý do được miễn"),
    ("3.000333", changed(LIGHTER["3.000333"], loaiPhieu="so2", nopCho="uyQuyen"), "loaiPhieu", "không được ủy quyền"),
    ("1.014199", changed(LIGHTER["1.014199"], namKinhNghiem=1), "namKinhNghiem", "từ 2 năm"),
    ("2.001610", changed(LIGHTER["2.001610"], dn__ten="Bình An"), "dn.ten", "Doanh nghiệp tư nhân"),
    ("1.014076", changed(LIGHTER["1.014076"], dienTich=8), "dienTich", "10 m²"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "answers", "path", "said"), WRONG)
def test_what_is_wrong_is_said_where_it_stands(code: str, answers: dict[str, Any], path: str, said: str) -> None:
    messages = [error.message for error in run(code, answers).errors if error.path.startswith(path)]
    assert messages and said in messages[0], run(code, answers).errors


REGISTER = {
    "tax_code": "0100109106",
    "organisation_name": "Công ty TNHH Gỗ Phú Cường Demo",
    "legal_representative": "Lê Hoàng Minh",
}


@pytest.mark.parametrize(("code", "extra"), [("2.001955", {}), ("1.001612", {"dangLaChuDN": "co"}), ("1.003659", {})])
def test_what_the_enterprise_register_knows_is_not_asked(code: str, extra: dict[str, Any]) -> None:
    answers = NAMED[code] | extra | {"dn": {"vaiTro": "hopDanh", "diaChi": "Thủ Dầu Một", "ten": "Tên tôi tự nghĩ"}}
    outcome = run(code, answers, prefill=REGISTER)
    assert find(outcome.data, "dn.ten") == REGISTER["organisation_name"]
    assert find(outcome.data, "dn.maSoThue") == REGISTER["tax_code"]
    assert {"dn.ten", "dn.maSoThue"} <= outcome.facts


def test_the_certificate_in_the_vault_fills_the_later_forms() -> None:
    told = {field["fact"] for field in content("1.001612")["results"][0]["fields"] if "fact" in field}
    for code in ("2.000720", "1.001570", "2.000575"):
        assert told == {node.fact for node in load(code).nodes if node.path.startswith("hkd.")}


def test_what_is_reckoned_is_the_servers() -> None:
    answers = changed(SALE, uocTinh={"thue": 1, "truocBa": 1})
    assert run("1.013831", answers).data["uocTinh"] == {"thue": 30_000_000, "truocBa": 7_500_000}
    spared = changed(SALE, nghiaVu="mien", lyDoMien="chaMeCon")
    assert run("1.013831", spared).data["uocTinh"] == {"thue": 0, "truocBa": 0}
    assert run("2.001955", RULES).data["tongLaoDongChiNhanh"] == 42
    enterprise = run("2.001610", LIGHTER["2.001610"]).data
    assert (enterprise["tongVon"], enterprise["tongVonBangChu"]) == (1_200_000_000, "Một tỷ hai trăm triệu đồng")


LISTED = changed(
    STAY,
    hinhThuc="danhSach",
    toChuc={"ten": "Nhà trọ Bình An"},
    danhSach=[
        {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "gioiTinh": "nam", "soDinhDanh": "074090001234"},
        {"hoTen": "Trần Thị Lan", "ngaySinh": "20/11/1992", "gioiTinh": "nu", "soDinhDanh": "074192005678"},
        {"hoTen": "Đỗ Thanh Hải", "ngaySinh": "01/01/1985", "gioiTinh": "nam", "soDinhDanh": "074085007777"},
    ],
)
RECORD, HOUSE, MEALS = LIGHTER["3.000333"], LIGHTER["1.012783"], LIGHTER["1.013855"]
FEES: list[tuple[str, dict[str, Any], str, list[int]]] = [
    ("1.004194", STAY, "online", [7_000]),
    ("1.004194", STAY, "counter", [15_000]),
    ("1.004194", STAY, "post", [15_000]),
    ("1.004194", changed(STAY, dienMien="coCong"), "counter", []),
    ("1.004194", LISTED, "online", [15_000]),
    ("1.004194", LISTED, "counter", [30_000]),
    ("1.004222", LIGHTER["1.004222"], "online", [10_000]),
    ("1.004222", LIGHTER["1.004222"], "counter", [20_000]),
    ("1.002755", LIGHTER["1.002755"], "online", [7_000]),
    ("1.002755", LIGHTER["1.002755"], "counter", [15_000]),
    ("1.001612", HOUSEHOLD, "online", []),
    ("1.001612", HOUSEHOLD, "counter", [100_000]),
    ("2.000575", LIGHTER["2.000575"], "counter", [50_000]),
    ("2.000575", changed(LIGHTER["2.000575"], loai="capDoi"), "counter", []),
    ("2.001610", LIGHTER["2.001610"], "online", [100_000]),
    ("1.003659", POSTAL, "online", [10_750_000]),
    ("1.004379", LIGHTER["1.004379"], "online", [1_250_000]),
    ("1.013831", SALE, "online", [570_000, 25_000]),
    ("1.013831", changed(SALE, gcn__taiSan="co"), "online", [570_000, 100_000]),
    ("1.012783", HOUSE, "online", [20_000]),
    ("1.012783", changed(HOUSE, gcn__taiSan="co"), "online", [50_000]),
    ("3.000333", RECORD, "online", [200_000]),
    ("3.000333", changed(RECORD, soBan=5), "online", [200_000, 15_000]),
    ("3.000333", changed(RECORD, dienPhi="sinhVien", soBan=3), "online", [100_000, 5_000]),
    ("3.000333", changed(RECORD, dienPhi="hoNgheo", soBan=5), "online", []),
    ("1.013855", MEALS, "online", [700_000]),
    ("1.013855", changed(MEALS, cs__suatAn=200), "online", [1_000_000]),
    ("2.001955", RULES, "online", []),
]


@pytest.mark.parametrize(("code", "answers", "channel", "amounts"), FEES)
def test_what_is_paid(code: str, answers: dict[str, Any], channel: str, amounts: list[int]) -> None:
    outcome = run(code, answers)
    lines = fee(content(code), outcome.data, channel=channel).lines
    assert [line.amount for line in lines] == amounts


PAPERS: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("1.004194", "", STAY, {"thue-o-nho"}),
    ("1.004194", "", changed(STAY, choOLa="cuaMinh"), {"cho-o"}),
    ("1.004194", "", changed(STAY, choOLa="giaDinh"), set()),
    ("1.004194", "", LISTED, {"danh-sach"}),
    ("1.001612", "", HOUSEHOLD, {"uy-quyen-thanh-vien"}),
    ("2.001955", "", RULES, {"noi-quy", "gop-y"}),
    ("1.001699", "", NAMED["1.001699"], {"giay-y-te"}),
    ("1.004222", "so-huu", LIGHTER["1.004222"], {"cho-o"}),
    ("1.004222", "thue-muon", LIGHTER["1.004222"], {"hop-dong", "dien-tich"}),
    ("1.004222", "dong-quan", LIGHTER["1.004222"], {"gioi-thieu"}),
    ("1.013831", "chuyen-quyen", SALE, {"hop-dong", "gcn-goc", "chung-giay", "chung-tu-thue"}),
    ("1.013831", "tang-cho-nha-nuoc", SALE, {"tang-cho", "gcn-goc"}),
    ("2.001610", "chuyen-doi-hkd", LIGHTER["2.001610"], {"gcn-hkd"}),
]


@pytest.mark.parametrize(("code", "case", "answers", "keys"), PAPERS)
def test_the_papers_of_the_case_and_the_answers(code: str, case: str, answers: dict[str, Any], keys: set[str]) -> None:
    document = contents.for_case(content(code), case)
    assert {paper.key for paper in papers_required(document, run(code, answers).data, case=case)} == keys


def test_a_transfer_of_land_has_the_limit_of_its_case() -> None:
    document = content("1.013831")
    limits = {case["code"]: contents.for_case(document, case["code"])["limit"]["value"] for case in document["cases"]}
    assert limits == {"chuyen-quyen": "17.5wd", "cho-thue-lai": "14wd", "tai-san-dat-thue": "18wd", "tang-cho-nha-nuoc": "15wd"}


def walk(process: language.Process, *acts: tuple[str, str, dict[str, Any]]) -> Iterator[str]:
    """The steps that (role, action, facts) lead through, from the first step."""
    step = process.start
    for role, action, facts in acts:
        to = move(
            process, Marking.only(step.key), step.key, action, role=role, facts={"consulting": False, "supplements": 0, **facts}
        ).to
        yield to.key if to else "end"
        step = to or step


LAND = language.load(content_of(SEEDS / "procedures" / "1.013831")[1]["process"])
CHECKED = (("clerk", "receive", {}), ("handler", "propose", {}))


OWED: dict[str, Any] = {"answers": {"nghiaVu": "phaiNop"}}


def test_land_waits_for_the_tax_before_the_leader_sees_it() -> None:
    received, told, asked = ("clerk", "receive", {}), ("handler", "forward", OWED), ("handler", "consult", OWED)
    for early in ((received, ("handler", "propose", OWED)), (received, told, ("handler", "propose", OWED))):
        with pytest.raises(IllegalMove):
            list(walk(LAND, *early))
    paid = OWED | {"verdicts": {"tax-office": "agree"}}
    assert list(walk(LAND, received, told, asked, ("handler", "propose", paid))) == ["check", "tax", "tax", "approve"]
    assert LAND.step("tax").stops == "obligation"


def test_land_without_tax_goes_straight_on() -> None:
    spared = ("handler", "propose", {"answers": {"nghiaVu": "mien"}})
    assert list(walk(LAND, ("clerk", "receive", {}), spared)) == ["check", "approve"]


def test_disability_is_posted_before_the_chair_signs_and_objections_go_back_to_the_council() -> None:
    process = language.load(content("1.001699")["process"])
    assert list(walk(process, *CHECKED, ("handler", "return", {}))) == ["council", "posting", "council"]
    assert list(walk(process, *CHECKED, ("handler", "propose", {})))[-1] == "approve"


OFFERED: dict[str, tuple[int, str, str]] = {
    "1.004194": (91, "G01.74.21.23", "G01.74.21.23"),
    "1.001612": (91, "H09.21.23.01", "H09.21.23"),
    "2.001955": (2, "H09.19", "H09.01"),
    "1.003659": (1, "H09.19", "H09.13"),
    "1.013831": (1, "H09.21.15", "H09.09.01.21"),
    "1.012783": (9, "H09.29.15", "H09.09.01.29"),
    "1.002693": (9, "H09.21.15", "H09.21.04"),
    "1.008501": (9, "G12.74.25", "G12.74.25"),
    "1.014137": (9, "G24.74.21", "G24.74.21"),
    "3.000333": (1, "H09.19", "G01.74"),
}


@pytest.mark.slow
def test_every_level_and_the_vertical_agencies_offer_them(province: None) -> None:
    for code, (count, receiving, handling) in OFFERED.items():
        rows = selectors.offerings(selectors.published(code))
        assert len(rows) == count, code
        assert (receiving, handling) in {(row.receiving.code, row.handling.code) for row in rows}, code


@pytest.mark.slow
def test_somebody_sits_at_every_step(province: None) -> None:
    held = set(Seat.objects.filter(active=True).values_list("agency_id", "role"))
    lacking = set()
    for code in ANSWERS:
        version = selectors.published(code)
        for offer in selectors.offerings(version):
            at = {"receiving": offer.receiving_id, "handling": offer.handling_id, "parent": offer.handling.parent_id}
            for step in language.load(version.content["process"]).steps:
                if step.role and step.agency.kind in at and (at[step.agency.kind], step.role) not in held:
                    lacking.add((code, offer.handling.code, step.key))
    assert lacking == set()
