"""What changed, as somebody reads it who has never seen the code: one row a sentence."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from procedures import sections
from procedures.differences import between
from tests.checking.rich import places, rich
from tests.checking.sound import paper, sound

Change = Callable[[dict[str, Any]], object]
SENTENCES: dict[str, tuple[Change, str]] = {
    "name": (lambda c: c["names"].update(vi="Thủ tục mới"), "Tên thủ tục từ “Thủ tục thử” thành “Thủ tục mới”."),
    "summary": (lambda c: c.update(summary="Để dùng thật."), "Viết lại câu tóm tắt: “Để dùng thật”."),
    "paper added": (lambda c: c["papers"].append(paper("hd", "Hợp đồng")), "Thêm giấy tờ: Hợp đồng, 1 bản chính."),
    "paper dropped": (lambda c: c["papers"].pop(0), "Bỏ giấy tờ: Bản vẽ căn nhà (1 bản chính)."),
    "paper renamed": (
        lambda c: c["papers"][0].update(name="Bản vẽ nhà"),
        "Giấy tờ “Bản vẽ căn nhà” nay gọi là “Bản vẽ nhà”.",
    ),
    "paper copies": (
        lambda c: c["papers"][0].update(originals=0, copies=2),
        "Giấy tờ “Bản vẽ căn nhà” nay nộp 2 bản sao, trước 1 bản chính.",
    ),
    "paper no longer needed": (lambda c: c["papers"][0].update(required=False), "Giấy tờ “Bản vẽ căn nhà” nay không bắt buộc."),
    "paper for some": (
        lambda c: c["papers"][0].update(only_if="Nhà trên 3 tầng", when={"var": "x"}),
        "Giấy tờ “Bản vẽ căn nhà” chỉ phải nộp khi: Nhà trên 3 tầng.",
    ),
    "paper moved": (lambda c: c["papers"].insert(0, c["papers"].pop(2)), "Chuyển giấy tờ “Giấy tờ đất” lên đầu."),
    "limit shorter": (lambda c: c["limit"].update(value="2wd"), "Thời hạn giảm: nay 2 ngày làm việc, trước 3 ngày làm việc."),
    "limit longer": (lambda c: c["limit"].update(value="10wd"), "Thời hạn tăng: nay 10 ngày làm việc, trước 3 ngày làm việc."),
    "fee dropped": (lambda c: c.update(fees=[]), "Bỏ phí “Phí” (8.000 đ mỗi bản)."),
    "fee higher": (lambda c: c["fees"][0].update(amount=9000), "Mức thu “Phí” tăng: nay 9.000 đ mỗi bản, trước 8.000 đ mỗi bản."),
    "fee exemption": (
        lambda c: c["fees"][0]["exemptions"].append({"reason": "trẻ em", "when": True}),
        "Thêm trường hợp miễn “Phí”: trẻ em.",
    ),
    "fee by tiers": (
        lambda c: c["fees"][0].update(tiers=[{"above": 2, "amount": 1000}]),
        "“Phí” theo số lượng: nay từ bản thứ 3 thu 1.000 đ, trước một mức.",
    ),
    "fee by number": (
        lambda c: c["fees"][0].pop("quantity"),
        "“Phí” nay thu một lần, trước nhân với số bản.",
    ),
    "fee for each row": (
        lambda c: c["fees"][0].update(each="dong"),
        "“Phí” nay tính riêng cho từng dòng của bảng trong tờ khai.",
    ),
    "fee at most": (lambda c: c["fees"][0].update(most=50_000), "“Phí” thu nhiều nhất: nay 50.000 đ, trước 80.000 đ."),
    "step dropped": (lambda c: c["steps"].pop(0), "Bỏ bước 1 của bản trước: “Nộp”."),
    "basis renamed": (
        lambda c: c["legal_bases"][0].update(name="Luật khác"),
        "Căn cứ pháp lý 1/2026/NĐ-CP nay ghi tên “Luật khác”, trước “Nghị định thử”.",
    ),
    "paper known to the State": (
        lambda c: c["papers"][0].update(held_by={"register": "land"}),
        "Giấy tờ “Bản vẽ căn nhà” nay không yêu cầu khi Nhà nước đã có dữ liệu: cơ sở dữ liệu đất đai.",
    ),
    "answer of the check": (
        lambda c: c["eligibility"][0]["options"][0].update(label="Phải"),
        "Câu hỏi kiểm tra “Bạn đủ tuổi chưa?”: câu trả lời “Rồi” nay viết là “Phải”.",
    ),
    "fee in words": (lambda c: c.update(fee_text="Không thu."), "Viết lại câu về phí, lệ phí: “Không thu”."),
    "channel dropped": (lambda c: c["methods"].pop(1), "Bỏ kênh tại quầy: “Tại quầy”."),
    "channel added": (
        lambda c: c["methods"].append({"channel": "post", "text": "Qua bưu chính"}),
        "Thêm kênh bưu chính: “Qua bưu chính”.",
    ),
    "step added": (lambda c: c["steps"].append("Đánh giá"), "Thêm bước 3: “Đánh giá”."),
    "steps swapped": (lambda c: c["steps"].reverse(), "Chuyển bước 2 thành bước 1: “Nhận”."),
    "case added": (lambda c: c["cases"].append({"code": "c2", "name": "Làm lại"}), "Thêm trường hợp: Làm lại."),
    "case limit": (
        lambda c: c["cases"][0]["limit"].update(value="1wd"),
        "Thời hạn của trường hợp “Làm mới” giảm: nay 1 ngày làm việc, trước 2 ngày làm việc.",
    ),
    "case papers": (
        lambda c: c["cases"][0]["papers"].append("dat"),
        "Trường hợp “Làm mới” thêm giấy tờ: Giấy tờ đất.",
    ),
    "basis": (
        lambda c: c["legal_bases"].append({"code": "2/2026/NĐ-CP", "name": "Nghị định hai"}),
        "Thêm căn cứ pháp lý: 2/2026/NĐ-CP Nghị định hai.",
    ),
    "result": (lambda c: c["results"][0].update(name="Giấy phép"), "Kết quả “Kết quả thử” nay gọi là “Giấy phép”."),
    "online level": (
        lambda c: c.update(service_level="partial"),
        "Mức độ từ dịch vụ công trực tuyến toàn trình thành dịch vụ công trực tuyến một phần.",
    ),
    "for whom": (lambda c: c["targets"].append("ĐT2"), "Thêm đối tượng: Doanh nghiệp."),
    "agency": (
        lambda c: c["agencies"].update(coordinating=[{"name": "Công an xã"}]),
        "Thêm cơ quan phối hợp: Công an xã.",
    ),
    "anywhere": (lambda c: c.pop("non_territorial"), "Chỉ còn nộp được ở nơi giải quyết (bỏ phi địa giới)."),
    "sets": (lambda c: c.update(sets=1), "Số bộ hồ sơ nay 1, trước 2."),
    "keyword": (lambda c: c["keywords"].append("thử nghiệm"), "Thêm từ khóa: thử nghiệm."),
    "question before": (
        lambda c: c["eligibility"].append({"key": "q2", "question": "Ở đâu?", "options": []}),
        "Thêm câu hỏi kiểm tra: Ở đâu?",
    ),
    "English": (lambda c: c["translations"]["en"].update(summary="Other."), "Sửa bản dịch tiếng Anh của 1 đoạn."),
    "process step time": (
        lambda c: c["process"]["steps"][1].update(share={"limit": "1wd"}),
        "Quy trình: bước “approve” nay có 1 ngày làm việc, trước có 50% thời hạn.",
    ),
    "process step role": (
        lambda c: c["process"]["steps"][1].update(role="handler"),
        "Quy trình: bước “approve” nay do Chuyên viên thụ lý (cơ quan giải quyết) làm, trước do Lãnh đạo ký duyệt"
        " (cơ quan giải quyết).",
    ),
    "process step dropped": (
        lambda c: c["process"]["steps"].pop(1),
        "Quy trình: bỏ bước “approve” (50% thời hạn).",
    ),
}


def changed(change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    old, new = rich(), copy.deepcopy(rich())
    change(new)
    return old, new


@pytest.mark.parametrize("case", SENTENCES)
def test_a_change_is_one_plain_sentence(case: str) -> None:
    change, sentence = SENTENCES[case]
    assert [one.sentence for one in between(*changed(change))] == [sentence]


def test_nothing_changed_nothing_said() -> None:
    assert between(rich(), rich()) == []


def test_where_a_record_came_from_is_no_change() -> None:
    assert between(rich(), rich() | {"source": {"system": "excel", "id": "9", "hash": "y"}}) == []


def test_a_question_of_the_form_is_told_by_the_builder() -> None:
    def rename(content: dict[str, Any]) -> None:
        content["form"] = copy.deepcopy(content["form"])
        content["form"]["components"][0]["components"][0]["label"] = "Việc gì"

    (found,) = between(*changed(rename))
    assert found.section == "form"
    assert "Tờ khai, trang “Việc cần làm”" in found.sentence
    assert "Việc gì" in found.sentence


def test_the_first_version_adds_everything() -> None:
    found = between(None, sound())
    assert {one.kind for one in found} <= {"added", "changed"}
    assert "Tên thủ tục: “Thủ tục thử”." in [one.sentence for one in found]
    assert "Thêm quy trình nội bộ 3 bước." in [one.sentence for one in found]


def test_whatever_word_changes_something_is_said() -> None:
    """The rule behind the table: no text of the document can change unsaid, and each change knows its editor's section."""
    for path in places(rich()):
        new: Any = copy.deepcopy(rich())
        node = new
        for step in path[:-1]:
            node = node[step]
        if not isinstance(node[path[-1]], str) or path[0] in ("source", "schema"):
            continue
        node[path[-1]] += "x"
        found = between(rich(), new)
        assert found, path
        assert all(one.section in sections.BY_KEY for one in found), path
