"""Time limits: the procedure's, each case's, and the ones shown beside a way of filing."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal
from procedures.content.shape import is_handled
from workflow import limits

_HOW = "Thời hạn phải ghi như 7wd, 6h, 15d, 2mo hoặc same-day@15:00."


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Each limit can be read by deadlines and is said in words; a limit that is only shown may have words alone."""
    yield from _one(content["limit"], "limit", computed=is_handled(content))
    for case in content.get("cases", []):
        if isinstance(case.get("limit"), Mapping):
            yield from _one(case["limit"], f"cases/{case.get('code')}/limit", computed=is_handled(content))
    for index, method in enumerate(content.get("methods", [])):
        if "limit" in method and not isinstance(method["limit"], Mapping):
            yield Refusal(f"methods/{index}/limit", "shape", "Phần này không đúng kiểu.")
        elif "limit" in method:
            yield from _one(method["limit"], f"methods/{index}/limit", computed=False)


def _one(limit: Mapping[str, Any], path: str, *, computed: bool) -> Iterator[Refusal]:
    value = limit.get("value")
    if computed or value:
        try:
            limits.parse(str(value or ""))
        except limits.BadLimit:
            yield Refusal(f"{path}/value", "limit", _HOW)
    if not limit.get("text"):
        yield Refusal(f"{path}/text", "missing", "Thiếu thời hạn bằng chữ.")
