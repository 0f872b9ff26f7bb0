"""A case's own e-form and process: begun as a copy of the procedure's, written apart from it, given up and had back."""

import pytest

from eforms import building
from portal.web.publisher.builder.formplace import FormPlace
from procedures.content import UnknownCase
from procedures.services import drafting
from procedures.services.sections import save_section
from tests.publisher.people import Publishers, ref
from tests.publisher.test_editor import Editor


@pytest.fixture
def editor(publishers: Publishers) -> Editor:
    made = Editor(publishers)
    cases = [{"code": "9.000001.01", "name": "Lần đầu"}, {"code": "9.000001.02", "name": "Cấp lại"}]
    save_section(made.pk, "cases", {"cases": cases}, by=publishers.by(publishers.soan), seen=made.now.revision)
    return made


def act(editor: Editor, button: str, number: int = 1) -> str:
    answer = editor.send("cases", number, name="own-parts", viec=button)
    assert answer.status_code == 302
    return editor.browser.get(answer.url).content.decode()


def test_a_case_gets_its_own_form_which_alone_is_changed_then(editor: Editor) -> None:
    assert "Lập tờ khai riêng từ tờ khai chung" in editor.page("cases", 1, name="own-parts")
    assert "Sửa tờ khai riêng" in act(editor, "own-form")
    place = FormPlace(editor.pk, "9.000001.01")
    address = editor.cast.address(editor.cast.soan, "builder:outline", place)
    assert "Tờ khai riêng của trường hợp “Lần đầu”" in editor.browser.get(address).content.decode()
    asked = ref(editor.now, "lyDo")
    question = editor.cast.address(editor.cast.soan, "builder:question", place, asked)
    typed = building.read_properties(editor.content["form"], asked) | {"label": "Lý do của lần đầu"}
    sent = {f"p-{name}": "on" if value is True else value for name, value in typed.items() if value not in (False, None)}
    assert editor.browser.post(question, {"seen": editor.now.revision, **sent}).status_code == 302
    labels = [building.place(form, asked).label for form in (editor.content["form"], editor.content["cases"][0]["form"])]
    assert labels == ["Lý do", "Lý do của lần đầu"]
    assert "form" not in editor.content["cases"][1]
    do = editor.cast.address(editor.cast.soan, "builder:do", place)
    editor.browser.post(do, {"seen": editor.now.revision, "viec": "undo"})
    assert building.place(editor.content["cases"][0]["form"], asked).label == "Lý do"


@pytest.mark.parametrize("case", ["9.000001.02", "khong-co"])
def test_a_case_without_a_form_of_its_own_has_no_builder(editor: Editor, case: str) -> None:
    address = editor.cast.address(editor.cast.soan, "builder:outline", FormPlace(editor.pk, case))
    assert editor.browser.get(address).status_code == 404


def test_the_common_form_again_and_the_own_one_back(editor: Editor) -> None:
    act(editor, "own-form")
    held = editor.content["cases"][0]["form"]
    assert "Lấy lại tờ khai riêng vừa bỏ" in act(editor, "share-form")
    assert "form" not in editor.content["cases"][0]
    act(editor, "back-form")
    assert editor.content["cases"][0]["form"] == held
    assert editor.send("cases", 2, name="own-parts", viec="back-form").status_code == 404
    with pytest.raises(UnknownCase):
        drafting.own_form(editor.pk, "x", by=editor.cast.by(editor.cast.soan), seen=editor.now.revision)


def test_a_process_of_its_own_and_the_common_one(editor: Editor) -> None:
    act(editor, "own-process", 2)
    assert editor.content["cases"][1]["process"] == editor.content["process"]
    assert "Tờ khai chung · quy trình riêng" in editor.page("cases", 2, name="row")
    act(editor, "share-process", 2)
    assert "process" not in editor.content["cases"][1]


def test_who_wrote_a_case_s_form_wrote_the_draft(editor: Editor, publishers: Publishers) -> None:
    act(editor, "own-form")
    assert (
        "Lập tờ khai riêng cho trường hợp 9.000001.01"
        in editor.browser.get(publishers.address(publishers.soan, "catalogue:history", editor.pk)).content.decode()
    )
    judge = publishers.browser(publishers.duyet)
    address = publishers.address(publishers.duyet, "editor:own-parts", editor.pk, "cases", 1)
    assert judge.get(address).status_code == 404
