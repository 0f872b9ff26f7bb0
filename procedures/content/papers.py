"""Papers of the dossier (thành phần hồ sơ): counts, conditions in words, where a paper is already held or proven."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal
from procedures.content.shape import is_handled
from procedures.missing import sentence

FILE_KINDS = frozenset({"pdf", "image"})
REGISTERS = frozenset({"population", "enterprise", "land", "civil-status", "insurance", "other"})
_NEEDED = frozenset({"key", "name", "originals", "copies", "required", "accept"})


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Every paper has its counts and file kinds, and says its condition in words."""
    seen: set[str] = set()
    needed = _NEEDED if is_handled(content) else frozenset({"key", "name"})
    for index, paper in enumerate(content.get("papers", [])):
        path = f"papers/{paper.get('key', index)}"
        if missing := needed - paper.keys():
            yield Refusal(path, "missing", sentence(missing))
            continue
        if paper["key"] in seen:
            yield Refusal(path, "duplicate", "Mã giấy tờ bị lặp.")
        seen.add(paper["key"])
        yield from _one(paper, path, counted=is_handled(content))
        yield from _beside(paper, path)


def _one(paper: Mapping[str, Any], path: str, *, counted: bool) -> Iterator[Refusal]:
    counts = (paper.get("originals", 0), paper.get("copies", 0))
    wrong = any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in counts)
    if wrong or (counted and counts == (0, 0)):
        yield Refusal(path, "no-copies", "Giấy tờ phải có số bản chính hoặc bản sao; điều chỉ để lưu ý thì ghi ở note.")
    if ("when" in paper) != bool(paper.get("only_if")):
        yield Refusal(f"{path}/only_if", "missing", "Giấy tờ có điều kiện phải nói điều kiện bằng lời, và ngược lại.")
    accept = paper.get("accept", ["pdf"])
    if not accept or set(accept) - FILE_KINDS:
        yield Refusal(f"{path}/accept", "unknown", "Loại tệp nhận là pdf hoặc image.")


def _beside(paper: Mapping[str, Any], path: str) -> Iterator[Refusal]:
    for name in ("sample", "template"):
        if name in paper and not (isinstance(paper[name], Mapping) and paper[name].get("name")):
            yield Refusal(f"{path}/{name}", "missing", "Mẫu phải có tên.")
    if not isinstance(paper.get("eform", False), bool):
        yield Refusal(f"{path}/eform", "shape", "Phần này chỉ là có hoặc không.")
    held = paper.get("held_by")
    if held is not None and not (isinstance(held, Mapping) and held.get("register") in REGISTERS and held.get("text")):
        yield Refusal(f"{path}/held_by", "unknown", "Nơi đã giữ giấy này phải có register đã biết và text.")
    proven = paper.get("proven_by", [])
    if not isinstance(proven, list) or any(not isinstance(code, str) or not code for code in proven):
        yield Refusal(f"{path}/proven_by", "shape", "Kết quả chứng minh thay là danh sách mã kết quả.")
