"""Short hands for the builder's tests: a form in the making and what stands in it."""

import json
from pathlib import Path
from typing import Any

from eforms import building
from eforms.building import Operation, places
from eforms.paths import bare

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "procedures"
CODES = ("1.001193", "2.000635", "1.013225")


def seed(code: str = "1.001193") -> dict[str, Any]:
    """A seeded form, with references."""
    return building.identified(json.loads((SEEDS / code / "form.json").read_text(encoding="utf-8")))


def ref(document: dict[str, Any], path: str) -> str:
    """The reference of the component at an answer's path or a key."""
    return next(one.ref for one in places(document) if bare(one.path) == path)


def done(document: dict[str, Any], *operations: Operation, **more: Any) -> dict[str, Any]:
    """The document after these, each sent as JSON as a page would."""
    for operation in operations:
        sent = json.loads(json.dumps(building.to_json(operation), ensure_ascii=False))
        document = building.apply(document, building.from_json(sent), **more)
    return document


def spec(document: dict[str, Any], path: str) -> dict[str, Any]:
    """The component at a path."""
    return dict(building.place(document, ref(document, path)).spec)


def keys(document: dict[str, Any], holder: str = "") -> list[str]:
    """Keys of what stands in a page or group, in order."""
    parent = ref(document, holder) if holder else ""
    return [one.key for one in places(document) if one.parent == parent]


def small() -> dict[str, Any]:
    """Two pages: who asks and how; an address only by post; rows of copies with a sum."""
    start = building.identified({"display": "wizard", "title": "Thử", "components": []})
    start = done(start, building.AddPage("Người yêu cầu", ref="cpage1"), building.AddPage("Bản sao", key="trang2", ref="cpage2"))
    return done(
        start,
        building.AddComponent("textfield", "Họ và tên", into="cpage1", ref="cname"),
        building.AddComponent("radio", "Nhận kết quả thế nào?", into="cpage1", key="nhan", ref="chow0"),
        building.SetOptions("chow0", ({"value": "tay", "label": "Tại nơi nộp"}, {"value": "thu", "label": "Qua bưu chính"})),
        building.AddComponent("address", "Địa chỉ nhận", into="cpage1", key="diaChi", ref="caddr"),
        building.SetCondition("caddr", {"show": True, "when": "nhan", "eq": "thu"}),
        building.AddComponent("datagrid", "Bản sao", into="cpage2", key="banSao", ref="cgrid"),
        building.AddComponent("radio", "Loại", into="cgrid", key="loai", ref="ckind"),
        building.AddComponent("number", "Số bản", into="cgrid", key="so", ref="cmany"),
        building.AddComponent("number", "Tổng số bản", into="cpage2", key="tong", ref="csum0"),
        building.SetCalculation("csum0", SUM),
    )  # fmt: skip


SUM = {"reduce": [{"var": "data.banSao"}, {"+": [{"var": "accumulator"}, {"var": "current.so"}]}, 0]}
