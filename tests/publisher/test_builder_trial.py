"""Preview, trial, differences of the e-form, import and export."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from eforms import building
from tests.publisher.desk import Desk, properties
from tests.publisher.people import FORM, ref


def test_the_preview_is_the_citizen_s_page_in_a_frame_of_ours(desk: Desk) -> None:
    answer = desk.browser.get(desk.at("preview", trang=ref(desk.draft, "nguoi")))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert 'name="hoTen"' in answer.content.decode()
    assert "frame-src 'self'" in desk.browser.get(desk.at("outline"))["Content-Security-Policy"]
    tried = desk.browser.post(desk.at("preview"), {"quanHe": "me"}).content.decode()
    assert "Nhập họ và tên" in tried
    assert desk.now.revision == 1


def test_a_trial_shows_errors_and_says_why(desk: Desk) -> None:
    assert "đang ẩn" in desk.page("trial") or "Lý do" in desk.page("trial")
    wrong = desk.browser.post(desk.at("trial"), {"viec": "next", "trang": "nguoi", "quanHe": "cha", "hoTen": ""})
    assert wrong.status_code == 422
    assert "Nhập họ và tên" in wrong.content.decode()
    right = desk.browser.post(
        desk.at("trial"), {"viec": "next", "trang": "nguoi", "quanHe": "cha", "hoTen": "An"}
    ).content.decode()
    assert "Bản sao" in right
    assert "hoTen&quot;: &quot;An" in right, "the answers travel in the page"
    sample = desk.browser.post(desk.at("trial"), {"viec": "sample", "trang": "nguoi"}).content.decode()
    assert "Nguyễn Văn An" in sample
    assert desk.browser.post(desk.at("trial"), {"viec": "next", "trang": "la", "dang-co": "[1"}).status_code in (200, 422)


def test_the_differences_are_told_in_words(desk: Desk) -> None:
    assert "chưa khác bản đang áp dụng" in desk.page("differences")
    desk.send("question", "hoTen", **properties(desk, "hoTen", label="Họ, chữ đệm và tên"))
    assert "Họ, chữ đệm và tên" in desk.page("differences")


def test_an_import_is_looked_at_before_it_replaces(desk: Desk) -> None:
    given = json.dumps(
        {"display": "form", "components": [{"type": "textfield", "key": "a", "label": "A", "customConditional": "x"}]}
    )
    file = SimpleUploadedFile("to-khai.json", given.encode(), "application/json")
    seen = {"seen": 1}
    page = desk.browser.post(desk.at("exchange"), {**seen, "viec": "look", "file": file}).content.decode()
    assert "Thay tờ khai bằng nội dung này" in page
    assert desk.now.revision == 1
    assert desk.browser.post(desk.at("exchange"), {**seen, "viec": "replace", "text": given}).status_code == 302
    assert "hoTen" not in json.dumps(desk.now.content["form"])
    assert desk.browser.post(desk.at("exchange"), {**seen, "text": "không phải"}).status_code == 422


def test_the_export_is_form_io_without_our_references(desk: Desk) -> None:
    answer = desk.browser.get(desk.at("download"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content) == building.exported(FORM)
