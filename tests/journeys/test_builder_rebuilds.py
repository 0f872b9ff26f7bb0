"""The e-forms of the two greater procedures are made anew in the builder, from an empty form; none of its pages is left out.

test_builder.py does the third with the keyboard alone and looks at every page; here the hands are quick and the pages go unseen.
"""

import json
from typing import Any

import pytest

from eforms import building
from runtime.places import ROOT
from tests.journeys.browser import Person
from tests.journeys.building import Author
from tests.journeys.hands import Quick, bare

pytestmark = [pytest.mark.e2e, pytest.mark.soak]  # two minutes: test_builder.py rebuilds the third form in every run


@pytest.mark.parametrize("code", ["1.001193", "1.013225"])
def test_the_form_is_built_from_nothing_and_says_what_the_plan_says(without_scripts: Person, code: str) -> None:
    plan = building.identified(json.loads((ROOT / "seeds" / "procedures" / code / "form.json").read_text()))
    soan = without_scripts.open("/tai-khoan/dang-nhap/?next=/mot-cua/").log_in("soan@demo.vn").sees("Đăng xuất")
    hands = Quick(soan)
    with bare(soan):
        soan.open(f"{soan.path}?muc=force&q={code}")
        hands.go(soan.page.locator(f'form[action*="{code}"] button'))
        author = Author(hands, soan.path, plan)
        empty_form(author)
        rebuild(author)

    soan.open(f"{author.form}can-xem/").does_not_see("Phải sửa")
    built = soan.page.request.get(f"{soan.base_url}{author.form}nhap-xuat/to-khai.json").json()
    assert [change.text for change in building.differences(plan, building.identified(built))] == []

    # The seed's form stays in force: other journeys fill it in.
    soan.open(f"{author.draft}viec/discard/")
    hands.press("Bỏ bản soạn thảo")
    soan.sees("Đã bỏ bản soạn thảo")


def rebuild(author: Author) -> None:
    """Everything of the plan after its first page: first the questions, then what ties them together."""
    places = building.places(author.plan)
    for place in places[1:]:
        if place.is_page:
            author.add_page(place)
        else:
            author.add(place)
    for place in places:
        author.connect(place)


def empty_form(author: Author) -> None:
    """In the place of the old form one that has a name and the first page, and nothing on it."""
    first: dict[str, Any] = author.plan["components"][0]
    page = {"type": "panel", "key": first["key"], "title": first["title"], "components": []}
    soan = author.person.open(f"{author.form}nhap-xuat/")
    author.hands.write("text", json.dumps({"display": "wizard", "title": "Tờ khai", "components": [page]}))
    author.hands.press("Đọc và xem báo cáo").press("Thay tờ khai bằng nội dung này")
    soan.sees("Đã thay tờ khai")
    soan.open(f"{author.form}ten/")
    author.hands.write("label", author.plan["title"]).press("Lưu tên")
    author.meet_page(building.places(author.plan)[0])
