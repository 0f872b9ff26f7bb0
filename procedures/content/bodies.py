"""Who carries the procedure out and for whom, how it is handed in and returned."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal
from procedures.targets import code_of

CHANNELS = frozenset({"online", "counter", "post"})
LEVELS = frozenset({"tw", "tinh", "huyen", "xa"})
PARTS = ("deciding", "executing", "authorised", "coordinating")


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Levels, agencies by their part, target groups, ways of filing and of returning are ones that are known."""
    for level in content.get("levels", []):
        if level not in LEVELS:
            yield Refusal(f"levels/{level}", "unknown", "Cấp thực hiện là tw, tinh, huyen hoặc xa.")
    yield from _agencies(content.get("agencies", {}))
    for code in content.get("targets", []):
        if code_of(code) is None:
            yield Refusal(f"targets/{code}", "unknown", "Không có mã đối tượng này.")
    cases = {case.get("code") for case in content.get("cases", [])}
    for index, method in enumerate(content["methods"]):
        if method.get("channel", "online") not in CHANNELS:
            yield Refusal(f"methods/{index}/channel", "unknown", "Cách nộp là online, counter hoặc post.")
        if method.get("case") and method["case"] not in cases:
            yield Refusal(f"methods/{index}/case", "unknown", "Thủ tục không có trường hợp này.")
    for index, way in enumerate(content.get("returning", [])):
        if way.get("channel") not in CHANNELS or not way.get("text"):
            yield Refusal(f"returning/{index}", "missing", "Cách trả kết quả phải có channel và text.")
    for index, form in enumerate(content.get("documents", [])):
        if not form.get("name"):
            yield Refusal(f"documents/{index}", "missing", "Mẫu đơn phải có tên.")


def _agencies(agencies: Mapping[str, Any]) -> Iterator[Refusal]:
    for part, bodies in agencies.items():
        if part not in PARTS:
            yield Refusal(f"agencies/{part}", "unknown", "Vai trò của cơ quan là deciding, executing, authorised, coordinating.")
        elif not isinstance(bodies, list) or any(not isinstance(body, Mapping) or not body.get("name") for body in bodies):
            yield Refusal(f"agencies/{part}", "missing", "Mỗi cơ quan phải có tên.")
        elif any(body.get("level") and body["level"] not in LEVELS for body in bodies):
            yield Refusal(f"agencies/{part}", "unknown", "Cấp của cơ quan là tw, tinh, huyen hoặc xa.")
