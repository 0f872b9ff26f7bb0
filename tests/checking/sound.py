"""A procedure with which nothing is wrong, to change one thing of."""

from typing import Any

from tests.procedures import makers

FORM: dict[str, Any] = {
    "display": "wizard",
    "components": [
        {
            "type": "panel",
            "key": "trang",
            "title": "Việc cần làm",
            "components": [
                {
                    "type": "radio",
                    "key": "loai",
                    "label": "Loại việc",
                    "input": True,
                    "values": [{"value": "moi", "label": "Làm mới"}, {"value": "lai", "label": "Làm lại"}],
                }
            ],
        }
    ],
}


def paper(key: str = "don", name: str = "Bản vẽ căn nhà", originals: int = 1, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": name, "originals": originals, "copies": 0, "required": True, "accept": ["pdf"], **more}


def sound(**changed: Any) -> dict[str, Any]:
    content = makers.content(
        names={"vi": "Thủ tục thử", "en": "Trial"},
        service_level="full",
        levels=["xa"],
        targets=["ĐT1"],
        agencies={"deciding": [{"name": "Ủy ban nhân dân cấp xã"}]},
        papers=[paper()],
        form=FORM,
        legal_bases=[{"code": "1/2026/NĐ-CP", "name": "Nghị định thử"}],
        keywords=["thử"],
        translations={
            "en": {
                "summary": "To try.",
                "who": "Anybody.",
                "fee_text": "Free.",
                "limit/text": "3 working days",
                "steps/0": "Hand in",
                "steps/1": "Take away",
                "papers/don/name": "Drawing of the house",
                "results/kq/name": "Result",
            }
        },
    )
    return content | changed
