"""What a person does to a form, as short stories; each operation travels as JSON on the way."""

import json
from typing import Any

import pytest

from eforms import building, schema
from eforms.building import CannotApply, named_in
from tests.eforms.building.making import SUM, done, keys, ref, seed, small, spec


def refused(document: dict[str, Any], operation: building.Operation, **more: Any) -> CannotApply:
    """Why this cannot be done; the document stays as it was."""
    before = json.dumps(document, ensure_ascii=False)
    with pytest.raises(CannotApply) as caught:
        building.apply(document, operation, **more)
    assert json.dumps(document, ensure_ascii=False) == before
    assert caught.value.message.endswith(".") and "!" not in caught.value.message
    return caught.value


def test_the_small_form_is_accepted() -> None:
    loaded = schema.load(small())
    assert [page.title for page in loaded.pages] == ["Người yêu cầu", "Bản sao"]
    assert [node.path for node in loaded.nodes] == [
        "nguoiYeuCau", "hoVaTen", "nhan", "diaChi", "trang2", "banSao", "banSao[].loai", "banSao[].so", "tong",
    ]  # fmt: skip


def test_keys_are_proposed_from_labels_and_never_taken_twice() -> None:
    form = done(small(), building.AddComponent("textfield", "Họ và tên", into="cpage1"))
    assert keys(form, "nguoiYeuCau") == ["hoVaTen", "nhan", "diaChi", "hoVaTen2"]
    assert building.key_for("Số tờ khai (nếu có)") == "soToKhaiNeuCo"
    assert building.key_for("12 chữ số") == "c12ChuSo" and building.key_for("？？") == "cau"
    assert building.fresh_key("me", {"me.hoTen"}) == "me2"
    assert refused(small(), building.AddComponent("textfield", "Tên", into="cpage1", key="nhan")).errors.keys() == {"key"}
    assert refused(small(), building.AddComponent("textfield", "Tên", into="cpage1", key="họ tên")).reason == "bad-key"


def test_adding_says_what_is_missing() -> None:
    assert refused(small(), building.AddComponent("zodiac", "Con giáp", into="cpage1")).reason == "unknown-type"
    assert refused(small(), building.AddComponent("textfield", " ", into="cpage1")).errors.keys() == {"label"}
    assert refused(small(), building.AddComponent("textfield", "A", into="cname")).reason == "no-room"
    assert refused(small(), building.AddComponent("textfield", "A", into="cnone")).reason == "gone"
    assert refused(small(), building.AddPage("  ")).errors.keys() == {"title"}


def test_places_after_first_and_end_of_page() -> None:
    form = done(
        small(),
        building.AddComponent("email", "Thư", after="cname"),
        building.AddComponent("content", "", into="cpage1", first=True, key="dan"),
        building.AddComponent("textarea", "Ghi chú", after="cpage1"),
        building.AddPage("Giữa", after="cpage1"),
    )
    assert keys(form, "nguoiYeuCau") == ["dan", "hoVaTen", "thu", "nhan", "diaChi", "ghiChu"]
    assert keys(form) == ["nguoiYeuCau", "giua", "trang2"]


def test_what_others_name_is_not_removed() -> None:
    said = refused(small(), building.Remove("chow0"))
    assert [use.where for use in said.uses] == ["điều kiện của “Địa chỉ nhận”"] and "“Địa chỉ nhận”" in said.message
    assert refused(small(), building.Remove("cgrid")).uses[0].ref == "csum0"
    assert refused(small(), building.Remove("cmany")).uses[0].path == "banSao.so"
    outside = named_in("phí “Bản sao”", {"*": [{"var": "tong"}, 8000]})
    assert [use.where for use in refused(small(), building.Remove("csum0"), outside=outside).uses] == ["phí “Bản sao”"]
    form = done(small(), building.Remove("caddr"), building.Remove("chow0"), building.Remove("csum0"), building.Remove("cgrid"))
    assert keys(form, "nguoiYeuCau") == ["hoVaTen"]
    assert keys(done(small(), building.Remove("cpage1"))) == ["trang2"]


def test_results_and_papers_name_answers_in_their_own_ways() -> None:
    result = {"if": [{"var": "answers.tre.coSoYTe"}, {"cat": [{"var": "words.tre.noiSinh"}]}, {"var": ["me.ngaySinh", ""]}]}
    assert [use.path for use in named_in("kết quả", result)] == ["tre.coSoYTe", "tre.noiSinh", "me.ngaySinh"]
    assert building.rewritten(result, "tre", "conCai")["if"][0] == {"var": "answers.conCai.coSoYTe"}
    assert building.rewritten({"reduce": [{"var": "tang"}, {"var": "current.loai"}, 0]}, "tang.loai", "tang.kieu") == {
        "reduce": [{"var": "tang"}, {"var": "current.kieu"}, 0]
    }


def test_a_renamed_key_is_followed_everywhere() -> None:
    form = done(
        small(),
        building.RenameKey("chow0", "cachNhan"),
        building.RenameKey("cmany", "soLuong"),
        building.RenameKey("cgrid", "trichLuc"),
        building.RenameKey(ref(small(), "nguoiYeuCau"), "trang1"),
    )
    assert spec(form, "diaChi")["conditional"] == {"show": True, "when": "cachNhan", "eq": "thu"}
    assert spec(form, "tong")["calculateValue"] == {
        "reduce": [{"var": "data.trichLuc"}, {"+": [{"var": "accumulator"}, {"var": "current.soLuong"}]}, 0]
    }
    assert refused(form, building.RenameKey("cname", "cachNhan")).reason == "bad-key"
    assert refused(form, building.RenameKey("cname", "1a")).errors.keys() == {"key"}
    assert refused(form, building.RenameKey("csum0", "x"), outside=named_in("phí", {"var": "tong"})).reason == "used"


def test_a_row_follows_the_name_of_its_neighbour() -> None:
    form = done(
        small(),
        building.AddComponent("textfield", "Khác", into="cgrid", key="khac", ref="cother"),
        building.SetCondition("cother", {"json": {"==": [{"var": "row.loai"}, "luaChon1"]}}),
    )
    form = done(form, building.RenameKey("ckind", "kieu"))
    assert building.place(form, "cother").spec["conditional"] == {"json": {"==": [{"var": "row.kieu"}, "luaChon1"]}}
    assert refused(form, building.Remove("ckind")).uses[0].ref == "cother"


def test_rules_that_the_engine_refuses_are_refused_at_once() -> None:
    assert refused(small(), building.SetCondition("cname", {"show": True, "when": "nope", "eq": 1})).reason == "unknown-field"
    assert refused(small(), building.SetCondition("cname", {"json": {"eval": [1]}})).reason == "unknown-operator"
    assert refused(small(), building.SetCondition("chow0", {"show": True, "when": "diaChi", "eq": 1})).reason == "cycle"
    assert refused(small(), building.SetCalculation("csum0", "value = 1")).reason == "custom-code"
    assert refused(small(), building.SetRule("cname", {"eval": []})).reason == "unknown-operator"
    assert refused(small(), building.SetFirstValue("cname", "value = 1")).reason == "custom-code"
    assert refused(small(), building.SetFirstValue("cgrid", {"var": "data.nhan"})).reason == "no-answer"
    first = done(small(), building.SetFirstValue("cname", {"var": "data.nhan"}))
    assert [use.where for use in refused(first, building.Remove("chow0")).uses][0] == "giá trị ban đầu của “Họ và tên”"
    form = done(small(), building.SetCondition("caddr", None), building.SetCalculation("csum0", None))
    assert "conditional" not in spec(form, "diaChi") and "calculateValue" not in spec(form, "tong")


def test_a_copy_has_keys_and_rules_of_its_own() -> None:
    form = done(small(), building.Duplicate("cgrid", copy="ctwin"), building.Duplicate("csum0", copy="csum2"))
    twin = building.place(form, "ctwin")
    assert twin.label == "Bản sao (bản sao)" and twin.key != building.place(form, "cgrid").key
    assert [inner["key"] for inner in twin.spec["components"]] == ["loai", "so"]
    assert building.place(form, "csum2").spec["calculateValue"] == SUM
    page = done(seed(), building.Duplicate(ref(seed(), "chaMe"), copy="cpage9"))
    assert schema.load(page).field("khaiVe2") is not None
    mother = next(one for one in building.places(page) if one.path == "me2.soDinhDanh")
    assert mother.spec["properties"]["vn"]["birthDate"] == "me2.ngaySinh"
    group = next(one for one in building.places(page) if one.path == "meNhom2")
    assert group.spec["conditional"] == {"show": True, "when": "khaiVe2", "eq": "me"}


def test_options_keep_conditions_true() -> None:
    options = (
        {"label": "Tại nơi nộp", "was": "tay"},
        {"value": "buuDien", "label": "Bưu điện", "was": "thu"},
        {"label": "Trực tuyến"},
    )
    form = done(small(), building.SetOptions("chow0", options))
    assert [item["value"] for item in spec(form, "nhan")["values"]] == ["taiNoiNop", "buuDien", "trucTuyen"]
    assert spec(form, "diaChi")["conditional"]["eq"] == "buuDien"
    said = refused(small(), building.SetOptions("chow0", ({"value": "tay", "label": "Tại nơi nộp"},)))
    assert said.reason == "used" and "“Qua bưu chính”" in said.message
    said = refused(
        small(), building.SetOptions("chow0", ({"label": ""}, {"value": "a", "label": "A"}, {"value": "a", "label": "B"}))
    )
    assert set(said.errors) == {"options[0].label", "options[2].value"}
    assert refused(small(), building.SetOptions("cname", ({"label": "A"},))).reason == "no-options"


def test_ticked_boxes_follow_their_options() -> None:
    form = seed()
    boxes = ref(form, "khaiVe")
    form = done(
        form, building.SetOptions(boxes, ({"value": "meDe", "label": "Mẹ", "was": "me"}, {"value": "cha", "label": "Cha"}))
    )
    assert spec(form, "khaiVe")["validate"]["json"]["if"][0] == {"or": [{"var": "data.khaiVe.meDe"}, {"var": "data.khaiVe.cha"}]}
    assert spec(form, "meNhom")["conditional"]["eq"] == "meDe"
    assert refused(form, building.SetOptions(boxes, ({"value": "cha", "label": "Cha"},))).reason == "used"


def test_operations_come_back_from_json_as_they_were() -> None:
    for operation in (
        building.AddPage("A"), building.AddComponent("radio", "B", first=True), building.Move("c1a2", "up"),
            building.SetCondition("c1a2"),
        building.SetOptions("c1a2", ({"label": "x"},)), building.SetCalculation("c1a2", {"+": [1]}, override=True),
            building.SetTitle("T"),
        building.AddBlock(building.LIBRARY["diaChi"].as_json(), linked=False), building.SetRule("c1a2", [1]),
            building.Duplicate("c1a2"),
    ):  # fmt: skip
        assert building.from_json(json.loads(json.dumps(building.to_json(operation)))) == operation
    for wrong in (
        {},
        {"op": "no"},
        {"op": "move"},
        {"op": "move", "ref": 1, "direction": "up"},
        {"op": "setOptions", "ref": "a", "options": [1]},
        [],
    ):
        with pytest.raises(building.BadOperation):
            building.from_json(wrong)


def test_the_name_of_the_form() -> None:
    assert done(small(), building.SetTitle("  Tờ khai  mới "))["title"] == "Tờ khai mới"
    assert refused(small(), building.SetTitle(" ")).reason == "no-title"
