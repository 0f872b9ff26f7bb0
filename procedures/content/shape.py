"""Whether the parts are there and have their kind: what all other checks rely on."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal

LEVELS_OF_SERVICE = ("full", "partial", "information")
_TEXTS = ("summary", "who", "fee_text")
_LISTS = (
    *("papers", "fees", "results", "legal_bases", "methods", "steps", "conditions", "cases", "eligibility", "keywords"),
    *("levels", "targets", "receiving", "returning", "documents"),
)
_WORDS = frozenset({"conditions", "keywords", "levels", "targets", "receiving"})
_FLAGS = ("internal", "non_territorial")


def is_handled(content: Mapping[str, Any]) -> bool:
    """Whether dossiers of this procedure are filed and handled here; one that is only shown needs no form and no process."""
    return content.get("service_level") != "information"


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Version of the shape, texts, lists, flags, and what NĐ 63/2010 Điều 8 does not let be empty."""
    if content.get("schema") != 1:
        yield Refusal("schema", "schema", "Nội dung phải theo kiểu 1.")
    names = content.get("names")
    if not isinstance(names, Mapping) or not names.get("vi"):
        yield Refusal("names/vi", "missing", "Thiếu tên thủ tục.")
    for name in _TEXTS:
        if not isinstance(content.get(name), str) or not content[name].strip():
            yield Refusal(name, "missing", "Thiếu phần này.")
    yield from _lists(content)
    for name in ("results", "legal_bases", "methods", "steps"):
        if not content.get(name):
            yield Refusal(name, "missing", "Phần này không được để trống (NĐ 63/2010, Điều 8).")
    for name in ("form", "process", "limit") if is_handled(content) else ("limit",):
        if not isinstance(content.get(name), Mapping):
            yield Refusal(name, "missing", "Thiếu phần này.")
    yield from _kinds(content)


def _lists(content: Mapping[str, Any]) -> Iterator[Refusal]:
    for name in _LISTS:
        held = content.get(name, [])
        if not isinstance(held, list):
            yield Refusal(name, "shape", "Phần này phải là danh sách.")
        elif any(not _fits(name, item) for item in held):
            yield Refusal(name, "shape", "Có mục không đúng kiểu.")


def _fits(name: str, item: Any) -> bool:
    if name == "steps" and isinstance(item, Mapping):
        return isinstance(item.get("text"), str) and bool(item["text"].strip())
    return isinstance(item, str if name in _WORDS or name == "steps" else Mapping)


def _kinds(content: Mapping[str, Any]) -> Iterator[Refusal]:
    if content.get("service_level", "full") not in LEVELS_OF_SERVICE:
        yield Refusal("service_level", "unknown", "Mức độ dịch vụ là full, partial hoặc information.")
    for name in _FLAGS:
        if not isinstance(content.get(name, False), bool):
            yield Refusal(name, "shape", "Phần này chỉ là có hoặc không.")
    sets = content.get("sets", 1)
    if isinstance(sets, bool) or not isinstance(sets, int) or sets < 1:
        yield Refusal("sets", "amount", "Số bộ hồ sơ là số nguyên từ 1.")
    for name in ("agencies", "source", "translations"):
        if not isinstance(content.get(name, {}), Mapping):
            yield Refusal(name, "shape", "Phần này không đúng kiểu.")
    for name in ("form", "process"):
        if name in content and not isinstance(content[name], Mapping):
            yield Refusal(name, "shape", "Phần này không đúng kiểu.")
