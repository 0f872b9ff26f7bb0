"""Beginning a dossier: what was said on the way is shown and not asked again; the place follows from addresses."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from accounts.models import Person
from agencies import near
from agencies.models import AdministrativeUnit, Agency
from common.text import fold
from dossiers.loaded import load
from dossiers.models import Draft
from dossiers.services import drafting
from portal.web.citizen.wizard import place
from procedures import asking, content
from procedures.models import Offering
from tests.procedures.makers import published
from tests.world import BIRTH, PERMIT, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = f"/nop-ho-so/bat-dau/{PERMIT}/"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def an(world: World, client: Client) -> Client:
    client.force_login(world.an)
    return client


@pytest.fixture
def second(world: World) -> Offering:
    """Another ward that takes the permit; An's ward became part of a new one, the other ward of another."""
    near._served.clear()
    near._now.clear()
    units, own = AdministrativeUnit.objects, world.place(PERMIT)[1].handling
    new = units.create(edition="2025", code="1", name="Tỉnh Mới", level="province", folded="tinh moi")
    for number, name in enumerate(("Phường Phú Cường", "Phường Lái Thiêu")):
        old = units.create(edition="2008", code=f"1{number}", name=name, level="commune", folded=name)
        heir = units.create(
            edition="2025", code=f"2{number}", name=f"Phường Mới {number}", level="commune", parent=new, folded="x"
        )
        old.successors.add(heir)
        old.folded = fold(f"{name} thành phố Thủ Dầu Một tỉnh Bình Dương")
        old.save()
        Agency.objects.filter(pk=own.pk).update(area=old) if not number else None
    other = Agency.objects.create(
        code="H09.21.98", name="Ủy ban nhân dân phường Lái Thiêu", kind="authority", level=own.level, parent=own.parent,
        path=f"{own.path[:-1]}98/", area=old, valid_from=date(2000, 1, 1),
    )  # fmt: skip
    procedure = world.place(PERMIT)[0].procedure
    return Offering.objects.create(
        procedure=procedure, receiving=other, handling=other, service_level="full", valid_from=date(2020, 1, 1)
    )


def said(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_what_was_chosen_before_is_shown_and_sent_but_not_asked(world: World, an: Client) -> None:
    offering = world.place(PERMIT)[1]
    page = an.get(START, {"offering": offering.pk, "loai": "xay-moi", "dung": "lien-ke"})
    assert "Bắt đầu hồ sơ" in said(page)
    assert "radio" not in page.content.decode().split("<main")[1]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    assert (hidden["offering"], hidden["loai"], hidden["dung"]) == (str(offering.pk), "xay-moi", "lien-ke")
    assert "radio" in an.get(START, {"offering": offering.pk, "sua": "offering"}).content.decode().split("<main")[1]
    an.post(START, hidden)
    draft = Draft.objects.get()
    assert draft.answers == {"lienKeCongTrinh": "co"}, "the condition that holds is chosen in the form"
    assert draft.pages_done == []


def test_the_accounts_address_proposes_the_place(world: World, an: Client, second: Offering) -> None:
    Person.objects.filter(pk=world.an.person_id).update(address="12 Bạch Đằng, phường Phú Cường, thành phố Thủ Dầu Một")
    main = an.get(START).content.decode().split("<main")[1]
    chosen = re.findall(r'value="(\d+)"[^>]* checked', main)
    assert chosen == [str(world.place(PERMIT)[1].pk)]
    assert "nay thuộc phường Mới 0" in main


def test_a_place_that_no_address_lies_in_is_asked_about_and_changed(world: World, an: Client, second: Offering) -> None:
    version, own = world.place(PERMIT)
    draft, other = drafting.start(world.an, version, own), second
    node = next(one for one in load(version.pk).form.nodes if one.kind.name == "address" and not one.prefill)
    became = other.handling.area.successors.first()
    value = {"tinh": became.parent.code, "xa": became.code, "xaTen": became.name, "chiTiet": "5 Lê Lợi"}
    Draft.objects.filter(pk=draft.pk).update(answers=_nested(node.path, value))
    draft.refresh_from_db()
    assert place.elsewhere(draft, load(version.pk)).near
    assert "Xem lại nơi nộp" in said(an.get(f"/nop-ho-so/{draft.pk}/"))
    an.post(f"/nop-ho-so/{draft.pk}/noi-nop/", {"offering": other.pk})
    draft.refresh_from_db()
    assert draft.offering == other
    assert "Xem lại nơi nộp" not in said(an.get(f"/nop-ho-so/{draft.pk}/"))
    wrong = an.post(f"/nop-ho-so/{draft.pk}/noi-nop/", {"offering": "0"})
    assert "Chọn nơi nộp." in said(an.get(wrong["Location"]))
    draft.refresh_from_db()
    assert draft.offering == other


def test_answers_of_the_check_fill_the_form_only_where_they_say_so(world: World) -> None:
    birth = world.place(BIRTH)[0].content
    gone = asking.go(birth, {"da-dang-ky": "chua", "noi-sinh": "viet-nam", "cha-me": "khong", "ai-di": "cha-me"})
    assert gone.end is not None and gone.end.eligible
    assert [one.key for one in asking.conditions(birth, gone, "")] == [
        "chung-sinh", "van-ban-lam-chung", "cam-doan", "bien-ban-bo-roi", "mang-thai-ho"
    ], "who is the mother or father is not asked whether somebody sent them"  # fmt: skip
    assert asking.answers(birth, gone, ["chung-sinh"]) == {"giayToViecSinh": "giayChungSinh"}
    assert asking.answers(birth, gone, ["chung-sinh", "cam-doan"]) == {}, "two that cannot both be true fix nothing"
    assert content.validate(birth) is None


def test_an_answer_that_ends_it_is_told_kindly_and_keeps_the_page_open(world: World, an: Client) -> None:
    rule = {"if": [{"!=": [{"var": "value"}, "co"]}, True, "Mỗi người một tổ. Hãy bổ sung vào tổ cũ."]}
    owns = {
        "type": "radio", "key": "coTo", "label": "Đã có tổ chưa?", "input": True,
        "values": [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}],
        "validate": {"json": rule}, "properties": {"vn": {"stop": {"title": "Bạn đã có tổ", "procedure": PERMIT}}},
    }  # fmt: skip
    page = {"type": "panel", "key": "trang", "title": "Trang", "components": [owns]}
    version = published("9.000009", "Đăng ký tổ ong", form={"display": "wizard", "components": [page]})
    place = world.place(PERMIT)[1].handling
    row = Offering.objects.create(
        procedure=version.procedure, receiving=place, handling=place, service_level="full", valid_from=date(2020, 1, 1)
    )
    draft = drafting.start(world.an, version, row)
    back = an.post(f"/nop-ho-so/{draft.pk}/muc/trang/", {"coTo": "co"})["Location"]
    told = said(an.get(back))
    for part in ("Bạn đã có tổ", "Hãy bổ sung vào tổ cũ.", "Xem thủ tục nên làm", "Chọn nhầm thì chọn lại"):
        assert part in told, part
    assert "Lỗi" not in told and "Có lỗi cần sửa" not in told
    draft.refresh_from_db()
    assert draft.pages_done == []
    an.post(f"/nop-ho-so/{draft.pk}/muc/trang/", {"coTo": "khong"})
    draft.refresh_from_db()
    assert draft.pages_done == ["trang"]


def _nested(path: str, value: dict[str, str]) -> dict:
    first, *rest = path.split(".")
    return {first: _nested(".".join(rest), value) if rest else value}
