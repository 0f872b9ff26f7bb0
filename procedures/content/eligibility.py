"""The questions that say whether one may do the procedure."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.content.refusals import Refusal

MOST_QUESTIONS = 6


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Every branch must end in a result, within ``MOST_QUESTIONS`` (ux.md §1.3); a loop is a branch that does not end."""
    questions = {}
    for index, asked in enumerate(content.get("eligibility", [])):
        options = asked.get("options")
        if not asked.get("key") or not asked.get("question") or not isinstance(options, list) or not options:
            yield Refusal(f"eligibility/{asked.get('key', index)}", "missing", "Câu hỏi phải có key, question và options.")
            return
        if any(not isinstance(o, Mapping) or not o.get("value") or not o.get("label") for o in options):
            yield Refusal(f"eligibility/{asked['key']}/options", "missing", "Mỗi lựa chọn phải có value và label.")
            return
        questions[asked["key"]] = asked
    if questions:
        yield from _ways(questions, content["eligibility"][0]["key"])
        yield from _says(content)


def _says(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """What an answer also says: a case and papers that the procedure has, values for the e-form."""
    cases = {case.get("code") for case in content.get("cases", ())}
    papers = {paper.get("key") for paper in content.get("papers", ())}
    for asked in content["eligibility"]:
        for option in asked["options"]:
            says, path = option.get("says", {}), f"eligibility/{asked['key']}/{option['value']}/says"
            if not isinstance(says, Mapping) or not all(
                isinstance(says.get(part, {}), Mapping) for part in ("papers", "answers")
            ):
                yield Refusal(
                    path, "shape", "Điều câu trả lời cho biết thêm gồm case, papers {mã: true|false}, answers {trường: giá trị}."
                )
                continue
            if says.get("case") and says["case"] not in cases:
                yield Refusal(f"{path}/case", "unknown", "Thủ tục không có trường hợp này.")
            if unknown := sorted(set(says.get("papers", ())) - papers):
                yield Refusal(f"{path}/papers", "unknown", f"Thủ tục không có giấy tờ {', '.join(unknown)}.")


def _ways(questions: Mapping[str, Any], start: str) -> Iterator[Refusal]:
    reached: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        reached.add(way[-1])
        if len(way) > MOST_QUESTIONS:
            yield Refusal(f"eligibility/{way[-1]}", "too-long", f"Kiểm tra điều kiện không quá {MOST_QUESTIONS} câu hỏi.")
            return
        for option in questions[way[-1]]["options"]:
            path = f"eligibility/{way[-1]}/{option.get('value')}"
            if isinstance(option.get("result"), Mapping):
                if {"eligible", "title", "why"} - option["result"].keys():
                    yield Refusal(path, "missing", "Kết quả phải có eligible, title và why.")
            elif option.get("next") in questions:
                ways.append((*way, option["next"]))
            else:
                yield Refusal(path, "no-end", "Nhánh này không dẫn tới kết quả nào.")
    for key in questions.keys() - reached:
        yield Refusal(f"eligibility/{key}", "unreachable", "Không câu trả lời nào dẫn tới câu hỏi này.")
