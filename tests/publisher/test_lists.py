"""The work list: what waits for whom, how a draft begins, what it costs."""

import pytest

from common.actors import SYSTEM
from eforms import building
from procedures import content as contents
from procedures.models import Procedure, VersionDraft
from procedures.services import drafting
from tests.looks import queries
from tests.procedures.makers import procedure, published
from tests.publisher.people import CODE, FORM, Publishers, ref

NEW = {"code": "9.000777", "name": "Đăng ký nuôi chim", "field": "G15-TP07", "kind": "standard", "begin": "empty"}


def listed(publishers: Publishers, user: object, **query: str) -> str:
    address = publishers.address(user, "catalogue:list")
    return publishers.browser(user).get(address, query).content.decode()


def test_authors_and_approvers_land_on_their_work(publishers: Publishers) -> None:
    draft = publishers.draft()
    assert publishers.browser(publishers.soan).get("/mot-cua/").url == publishers.address(publishers.soan, "catalogue:list")
    assert str(draft.pk) in listed(publishers, publishers.soan)
    assert "Không có bản soạn thảo nào chờ duyệt" in listed(publishers, publishers.duyet)
    assert str(draft.pk) in listed(publishers, publishers.duyet, muc="writing")


def test_a_new_version_is_begun_from_the_list(publishers: Publishers) -> None:
    browser = publishers.browser(publishers.soan)
    assert "Sửa thành bản mới" in listed(publishers, publishers.soan, muc="force", q="thu tuc thu")
    answer = browser.post(publishers.address(publishers.soan, "catalogue:open", CODE))
    draft = VersionDraft.objects.get()
    assert answer.url == publishers.address(publishers.soan, "catalogue:draft", draft.pk)
    assert "Mở bản soạn thảo" in listed(publishers, publishers.soan, muc="force")


def imported(publishers: Publishers) -> VersionDraft:
    made = procedure("9.000500")
    publishers.offer(made, publishers.ward)
    source = {"system": "excel", "id": "Dòng 7", "notes": ["Phí chỉ ghi bằng lời"]}
    return drafting.make_draft(made, contents.empty("Thủ tục nhập về") | {"source": source}, by=SYSTEM)


def test_what_an_import_left_waits_apart_until_somebody_writes(publishers: Publishers) -> None:
    draft = imported(publishers)
    assert "Thủ tục nhập về" not in listed(publishers, publishers.soan)
    assert "Thủ tục nhập về" in listed(publishers, publishers.soan, muc="untouched")
    overview = publishers.address(publishers.soan, "catalogue:draft", draft.pk)
    page = publishers.browser(publishers.soan).get(overview).content.decode()
    for words in ("bảng tính Excel, bản ghi Dòng 7", "Phí chỉ ghi bằng lời", "Hệ thống"):
        assert words in page
    publishers.change(draft, building.SetTitle("Tờ khai"))
    assert "Thủ tục nhập về" in listed(publishers, publishers.soan)
    assert "Thủ tục nhập về" not in listed(publishers, publishers.soan, muc="untouched")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "thu tuc thu"}, True),
        ({"q": CODE}, True),
        ({"q": "khong co"}, False),
        ({"linh-vuc": "G15-TP07"}, True),
        ({"linh-vuc": "G99"}, False),
        ({"co-quan": "H09.21"}, True),
        ({"co-quan": "H09"}, False),
    ],
)
@pytest.mark.parametrize("tab", ["writing", "force"])
def test_a_list_is_narrowed(publishers: Publishers, tab: str, query: dict[str, str], found: bool) -> None:
    publishers.draft()
    assert ("Thủ tục thử" in listed(publishers, publishers.soan, muc=tab, **query)) is found


def test_a_new_procedure_is_opened_with_its_code(publishers: Publishers) -> None:
    browser, address = publishers.browser(publishers.soan), publishers.address(publishers.soan, "catalogue:new")
    for wrong, said in (
        ({"code": "12"}, "Mã thủ tục gồm"),
        ({"code": CODE}, "Đã có thủ tục mang mã này"),
        ({"name": ""}, "Nhập tên"),
    ):
        page = browser.post(address, NEW | wrong)
        assert (page.status_code, said in page.content.decode()) == (422, True)
    assert not Procedure.objects.filter(code=NEW["code"]).exists()
    answer = browser.post(address, NEW)
    draft = VersionDraft.objects.get(procedure__code=NEW["code"])
    assert answer.url == publishers.address(publishers.soan, "catalogue:draft", draft.pk)
    page = browser.get(answer.url).content.decode()
    assert "Còn thiếu" in page
    assert "Đăng ký nuôi chim" in page


def test_a_ward_does_not_open_procedures(publishers: Publishers) -> None:
    browser, address = publishers.browser(publishers.phuong), publishers.address(publishers.phuong, "catalogue:new")
    assert "Cơ quan cấp tỉnh mở thủ tục mới" in browser.get(address).content.decode()
    assert browser.post(address, NEW).status_code == 422
    assert not Procedure.objects.filter(code=NEW["code"]).exists()


def test_sections_are_taken_over_from_another_procedure(publishers: Publishers) -> None:
    other = published("9.000600", "Thủ tục mẫu", summary="Tóm tắt mẫu", conditions=["Đủ 18 tuổi"], form=FORM)
    publishers.offer(other.procedure, publishers.ward)
    draft = publishers.draft()
    browser, address = publishers.browser(publishers.soan), publishers.address(publishers.soan, "catalogue:copy", draft.pk)
    assert "9.000600" in browser.get(address, {"q": "mau"}).content.decode()
    assert "Đối tượng và điều kiện" in browser.get(address, {"tu": "9.000600"}).content.decode()
    assert browser.post(f"{address}?tu=9.000600", {"seen": 1}).status_code == 422
    assert browser.post(f"{address}?tu=9.000600", {"seen": 1, "phan": ["who", "form"]}).status_code == 302
    now = VersionDraft.objects.get(pk=draft.pk).content
    assert (now["conditions"], now["names"]["vi"], now["summary"]) == (["Đủ 18 tuổi"], "Thủ tục thử", "Để thử.")


def test_lists_cost_the_same_for_one_and_for_fifty(publishers: Publishers) -> None:
    draft = publishers.draft()
    browser = publishers.browser(publishers.soan)
    names = ("catalogue:draft", "catalogue:history", "builder:outline", "builder:remarks", "builder:trial")
    names += ("review:page", "review:differences", "review:comments", "looking:citizen", "looking:agency")
    addresses = [publishers.address(publishers.soan, name, draft.pk) for name in names]
    addresses += [
        publishers.address(publishers.soan, "catalogue:list") + f"?muc={tab}" for tab in ("writing", "force", "untouched")
    ]
    addresses += [publishers.address(publishers.soan, "builder:question", draft.pk, ref(draft, "hoTen"))]
    addresses += [publishers.address(publishers.soan, "editor:section", draft.pk, key) for key in ("papers", "steps", "legal")]

    few = [queries(browser, address) for address in addresses]
    for number in range(50):
        version = published(f"9.1{number:05}", f"Thủ tục {number}", form=FORM)
        publishers.offer(version.procedure, publishers.ward)
        publishers.change(draft, building.AddComponent("textfield", f"Câu {number}", into=ref(draft, "nguoi")))
    many = [queries(browser, address) for address in addresses]
    # Fewer is no fault: what the process remembers (calendars, say) may have come in between.
    assert [row for row in zip(addresses, few, many, strict=True) if row[2] > row[1]] == []
    assert max(few) <= 16
