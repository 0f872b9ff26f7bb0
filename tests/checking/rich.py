"""A procedure that has every part of the document, and the same with one place after another spoilt."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.checking.sound import FORM, paper, sound

NONSENSE: tuple[Any, ...] = (None, 3, "x", [3, None], {"a": 1})


def rich() -> dict[str, Any]:
    return sound(
        non_territorial=True,
        receiving=["12 Yersin"],
        returning=[{"channel": "counter", "text": "Tại quầy"}],
        documents=[{"name": "Mẫu 01", "url": "/mau"}],
        sets=2,
        conditions=["Đủ 18 tuổi."],
        papers=[
            paper(),
            paper("uy-quyen", "Văn bản ủy quyền", when={"==": [{"var": "loai"}, "lai"]}, only_if="Làm lại", note="Lưu ý"),
            paper(
                "dat",
                "Giấy tờ đất",
                held_by={"register": "land", "text": "CSDL đất đai"},
                proven_by=["KQ.1"],
                sample={"name": "Mẫu", "url": "/m"},
                template={"name": "Mẫu", "url": "/m"},
            ),
        ],
        fees=[
            {
                "code": "p",
                "name": "Phí",
                "kind": "phi",
                "amount": 8000,
                "unit": "bản",
                "quantity": {"var": "case"},
                "most": 80000,
                "when": {"==": [{"var": "loai"}, "lai"]},
                "basis": "TT",
                "exemptions": [{"when": {"==": [{"var": "loai"}, "moi"]}, "reason": "làm mới"}],
            }
        ],
        fee_text="Phí 8.000 đ.",
        methods=[
            {
                "channel": "online",
                "text": "Trực tuyến",
                "case": "c1",
                "limit": {"value": "3wd", "text": "3 ngày làm việc"},
                "fees": [{"kind": "phi", "amount": 8000, "text": "mỗi bản", "basis": "TT"}],
            },
            {"channel": "counter", "text": "Tại quầy"},
        ],
        cases=[
            {
                "code": "c1",
                "name": "Làm mới",
                "when": {"==": [{"var": "loai"}, "moi"]},
                "hint": "Gợi ý",
                "papers": ["don"],
                "limit": {"value": "2wd", "text": "2 ngày làm việc"},
                "form": FORM,
                "process": sound()["process"],
                "fee_text": "Không thu.",
            }
        ],
        eligibility=[
            {
                "key": "q",
                "question": "Bạn đủ tuổi chưa?",
                "hint": "18",
                "options": [{"value": "co", "label": "Rồi", "result": {"eligible": True, "title": "Được", "why": "Đủ tuổi"}}],
            }
        ],
        source={"system": "national", "id": "1", "hash": "x", "notes": ["n"], "raw_limit": "3", "raw_fees": "0"},
        strange={"a": [1]},
    )


def spoilt() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rich procedure without its e-forms, with nonsense at one place each."""
    plain = rich()
    del plain["form"], plain["cases"][0]["form"]
    for path in places(plain):
        for wrong in NONSENSE:
            content = copy.deepcopy(plain)
            node: Any = content
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = copy.deepcopy(wrong)
            yield f"{path} = {wrong}", content


def places(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document but those inside e-forms, which have tests of their own."""
    if at:
        yield at
    if at and at[-1] in ("form", "strange"):
        return
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in list(pairs):
        yield from places(inner, (*at, key))
