"""The registry's pages, walked by Soạn, Duyệt and the ward's author; lists cost the same for one row and for many."""

import re
from typing import Any

import pytest

from common import clock, outbox
from procedures.models import BasisReplacement, CostSheet, LegalBasis, Offering, Proposal, Publication, VersionDraft
from procedures.services import drafting
from tests.looks import queries
from tests.procedures.makers import published
from tests.publisher.people import CODE, Publishers

TERMS = {"service_level": "partial", "channels": ["online", "counter"], "valid_from": "1/1/2020"}


def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def soan(publishers: Publishers) -> Any:
    return publishers.browser(publishers.soan)


@pytest.fixture
def duyet(publishers: Publishers) -> Any:
    return publishers.browser(publishers.duyet)


def test_terms_of_a_place_are_changed_and_a_refusal_is_shown(publishers: Publishers, soan: Any) -> None:
    offering = Offering.objects.get()
    address = publishers.address(publishers.soan, "registry:terms", offering.pk)
    more = {"limit": "1", "limit_unit": "wd", "limit_text": "1 ngày làm việc", "receiving_points": "12 Yersin\n\n5 Hùng Vương"}
    assert soan.post(address, TERMS | more).status_code == 302
    offering.refresh_from_db()
    assert (offering.service_level, offering.channels, offering.receiving_points) == (
        "partial",
        ["online", "counter"],
        ["12 Yersin", "5 Hùng Vương"],
    )
    assert offering.overrides == {"limit": {"value": "1wd", "text": "1 ngày làm việc"}}
    longer = soan.post(address, TERMS | {"limit": "9", "limit_unit": "wd", "limit_text": "9 ngày làm việc"})
    assert (longer.status_code, "Thời hạn riêng phải ngắn hơn" in text(longer)) == (409, True)
    half = soan.post(address, TERMS | {"limit": "1"})
    assert (half.status_code, "cần cả giá trị và câu bằng chữ" in text(half)) == (422, True)
    offering.refresh_from_db()
    assert offering.overrides["limit"]["value"] == "1wd"


def test_a_place_is_added_and_stops(publishers: Publishers, soan: Any) -> None:
    address = publishers.address(publishers.soan, "registry:offer", CODE)
    unknown = soan.post(address, TERMS | {"handling": "H99"})
    assert (unknown.status_code, "Không có cơ quan mang mã này" in text(unknown)) == (422, True)
    assert soan.post(address, TERMS | {"handling": "h09"}).status_code == 302
    made = Offering.objects.get(handling=publishers.province)
    stop = publishers.address(publishers.soan, "registry:withdraw", made.pk)
    assert soan.post(stop, {"on": "1/1/2020"}).status_code == 422
    assert soan.post(stop, {"on": today()}).status_code == 302
    made.refresh_from_db()
    assert made.valid_to == clock.today()


def test_all_agencies_of_a_level_each_with_its_result(publishers: Publishers, soan: Any) -> None:
    given = {"level": "tinh", "under": "H09", "service_level": "full", "channels": ["online"], "valid_from": today()}
    answer = text(soan.post(publishers.address(publishers.soan, "registry:everywhere", CODE), given))
    assert "Đã thêm: <strong>1</strong>" in answer
    assert "Đã có từ trước: <strong>1</strong>" in answer
    assert Offering.objects.count() == 2


def test_the_intake_stops_at_once_and_opens_again(publishers: Publishers, duyet: Any) -> None:
    address = publishers.address(publishers.duyet, "registry:intake", CODE)
    assert "1 cơ quan đang giải quyết" in text(duyet.get(address))
    assert duyet.post(address, {"notice": ""}).status_code == 422
    duyet.post(address, {"notice": "Bảo trì đến 1/12/2026."})
    standing = Publication.objects.get(version=publishers.version)
    assert (standing.status, standing.intake_notice) == ("intake-stopped", "Bảo trì đến 1/12/2026.")
    assert "Bảo trì đến 1/12/2026." in text(duyet.get(f"/thu-tuc/{CODE}/"))
    duyet.post(address)
    standing.refresh_from_db()
    assert (standing.status, standing.intake_notice) == ("published", "")


def test_a_basis_is_replaced_by_two_people(publishers: Publishers, soan: Any, duyet: Any) -> None:
    basis = LegalBasis.objects.get(code="1/2026")
    prepare = publishers.address(publishers.soan, "registry:replace", basis.pk)
    given = {"new": "2/2026/NĐ-CP", "way": "publish", "effective_from": today(), "codes": [CODE]}
    nameless = text(soan.post(prepare, given))
    assert "Nhập tên văn bản" in nameless
    assert "Nhập số và ngày của quyết định công bố" in nameless
    given |= {"new_name": "Nghị định mới", "decision": "Quyết định 9/QĐ-UBND ngày 20/11/2026"}
    assert soan.post(prepare, given | {"codes": []}).status_code == 422
    assert soan.post(prepare, given).status_code == 302
    made = BasisReplacement.objects.get()
    mine = publishers.address(publishers.soan, "registry:replacement", made.pk)
    page = text(soan.get(mine))
    assert "Thêm căn cứ pháp lý: 2/2026/NĐ-CP Nghị định mới." in page
    assert "Bạn đã chuẩn bị việc này nên người khác duyệt." in page
    assert "Duyệt và thực hiện" not in page
    theirs = publishers.address(publishers.duyet, "registry:replacement", made.pk)
    assert "Duyệt và thực hiện" in text(duyet.get(theirs))
    duyet.post(theirs, {"act": "approve"})
    outbox.drain()
    assert "Đã công bố bản mới" in text(duyet.get(theirs))
    assert duyet.get(publishers.address(publishers.duyet, "registry:replace", basis.pk)).status_code == 404


def test_a_text_loses_its_force(publishers: Publishers, soan: Any) -> None:
    basis = LegalBasis.objects.get(code="1/2026")
    address = publishers.address(publishers.soan, "registry:basis-end", basis.pk)
    assert soan.post(address, {"on": "1/3/2027", "replaced_by": "3/2026/QH16"}).status_code == 302
    basis.refresh_from_db()
    assert (f"{basis.in_force_to}", basis.replaced_by.code) == ("2027-03-01", "3/2026/QH16")
    facts = {"name": "Văn bản thử", "in_force_from": "1/4/2027"}
    wrong = soan.post(publishers.address(publishers.soan, "registry:basis", basis.pk), facts)
    assert (wrong.status_code, "Ngày hết hiệu lực phải sau" in text(wrong)) == (409, True)


def test_many_drafts_go_together(publishers: Publishers, soan: Any, duyet: Any) -> None:
    draft = publishers.draft()
    draft.content = draft.content | {"summary": "Nói khác đi."}
    draft.save()
    many = publishers.address(publishers.soan, "registry:many")
    nothing = soan.post(many, {"act": "submit"})
    assert (nothing.status_code, "Chọn ít nhất một bản soạn thảo" in text(nothing)) == (422, True)
    done = text(soan.post(many, {"act": "submit", "drafts": [f"{draft.pk}:{draft.revision}", "rác", f"{draft.pk}:99"]}))
    assert "Xong: <strong>1</strong>. Chưa làm được: <strong>1</strong>." in done
    theirs = publishers.address(publishers.duyet, "registry:many")
    seen = VersionDraft.objects.get(pk=draft.pk).revision
    duyet.post(theirs, {"act": "approve", "drafts": [f"{draft.pk}:{seen}"]})
    seen += 1
    lacking = duyet.post(theirs, {"act": "publish", "drafts": [f"{draft.pk}:{seen}"], "effective_from": today()})
    assert (lacking.status_code, "Nhập số và ngày" in text(lacking)) == (422, True)
    given = {"effective_from": today(), "decision": "Quyết định 3/QĐ-UBND ngày 1/11/2026"}
    assert "Xong: <strong>1</strong>" in text(duyet.post(theirs, given | {"act": "publish", "drafts": [f"{draft.pk}:{seen}"]}))
    assert duyet.get(theirs, {"viec": "submit"}).status_code == 404


def test_a_cost_sheet_and_a_proposal_to_the_decision(publishers: Publishers, soan: Any, duyet: Any) -> None:
    address = publishers.address(publishers.soan, "registry:cost", CODE)
    page = soan.get(address)
    rows = page.context["form"].rows
    given: dict[str, Any] = {"cases_a_year": "1000", "labour_hour": "60000", "note": "Khảo sát"}
    for index, _row in enumerate(rows):
        given |= {f"minutes_{index}": "6", f"money_{index}": "1000", f"share_{index}": "100"}
    wrong = soan.post(address, given | {"minutes_0": "nhiều"})
    assert (wrong.status_code, "Nhập một số ở ô" in text(wrong)) == (422, True)
    assert soan.post(address, given).status_code == 302
    sheet = CostSheet.objects.get()
    assert (sheet.cases_a_year, [line["assumed"] for line in sheet.lines]) == (1000, [False] * len(rows))
    propose = publishers.address(publishers.soan, "registry:propose", CODE)
    cut = {"kind": "time", "title": "Giảm thời hạn", "reason": "Làm nhanh hơn", "minutes": 30, "money": 0, "cases_a_year": 1000}
    assert soan.post(propose, cut).status_code == 302
    made = Proposal.objects.get()
    mine = publishers.address(publishers.soan, "registry:proposal", made.pk)
    assert "Chấp thuận" not in text(soan.get(mine))
    theirs = publishers.address(publishers.duyet, "registry:proposal", made.pk)
    refused = duyet.post(theirs, {"act": "rejected"})
    assert (refused.status_code, "Nhập lý do" in text(refused)) == (409, True)
    duyet.post(theirs, {"act": "accepted", "decision": "QĐ 5"})
    made.refresh_from_db()
    assert made.status == "accepted"
    assert "<strong>500</strong> giờ" in text(duyet.get(publishers.address(publishers.duyet, "registry:proposals")))
    soan.post(mine, {"act": "done"})
    made.refresh_from_db()
    assert (made.status, made.done_in) == ("done", publishers.version)


LISTS = ("places", "agencies", "savings", "bases", "replacements", "proposals", "many", "calendar")


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_one_row_and_for_many(publishers: Publishers, soan: Any, name: str) -> None:
    address = publishers.address(publishers.soan, f"registry:{name}")
    publishers.draft()
    before = queries(soan, address)
    for number in range(2, 12):
        code = f"9.{number:06d}"
        version = published(code, f"Thủ tục {number}", legal_bases=[{"code": f"{number}/2026/NĐ-CP", "name": "Nghị định"}])
        publishers.offer(version.procedure, publishers.ward)
        drafting.open_draft(code, by=publishers.by(publishers.soan))
    assert queries(soan, address) <= before


def test_a_procedure_with_many_places_costs_no_more(publishers: Publishers, soan: Any) -> None:
    address = publishers.address(publishers.soan, "registry:procedure", CODE)
    before = queries(soan, address)
    publishers.offer(publishers.version.procedure, publishers.province)
    assert queries(soan, address) == before


def test_the_ward_arranges_its_own_places_only(publishers: Publishers) -> None:
    ward = publishers.browser(publishers.phuong)
    publishers.offer(publishers.version.procedure, publishers.province)
    page = ward.get(publishers.address(publishers.phuong, "registry:procedure", CODE))
    assert [row.handling.code for row in page.context["page"]] == ["H09.21"]
    upper = Offering.objects.get(handling=publishers.province)
    assert ward.get(publishers.address(publishers.phuong, "registry:terms", upper.pk)).status_code == 404
    assert ward.get(publishers.address(publishers.phuong, "registry:agency", "H09")).status_code == 404
    # The province handles it as well: the ward can no longer stop it for everyone.
    assert ward.get(publishers.address(publishers.phuong, "registry:intake", CODE)).status_code == 404


@pytest.mark.parametrize("figure", ["on-time", "public", "filled", "synchronised"])
def test_each_figure_leads_to_its_rows(publishers: Publishers, duyet: Any, calendars: None, figure: str) -> None:
    overview = duyet.get(publishers.address(publishers.duyet, "registry:health"))
    link = publishers.address(publishers.duyet, "registry:health-rows", figure)
    assert f"{link}?nam=" in text(overview)
    assert duyet.get(link).status_code == 200
