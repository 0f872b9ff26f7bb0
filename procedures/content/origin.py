"""What the version rests on and where it came from: legal texts, the record that was imported."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal

SYSTEMS = frozenset({"national", "national-list", "laythutuc", "excel"})
MOST_CODE = 60


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Legal texts have a number and a name; an import says its system, id and hash."""
    for index, basis in enumerate(content["legal_bases"]):
        code = basis.get("code")
        if not isinstance(code, str) or not code.strip() or not basis.get("name"):
            yield Refusal(f"legal_bases/{code or index}", "missing", "Căn cứ pháp lý phải có số, ký hiệu và tên.")
        elif len(code) > MOST_CODE:
            yield Refusal(f"legal_bases/{index}", "bad-code", f"Số, ký hiệu dài không quá {MOST_CODE} chữ.")
    source = content.get("source", {})
    if source and (source.get("system") not in SYSTEMS or not source.get("id")):
        yield Refusal("source", "missing", "Nguồn nhập phải có system đã biết và id.")
