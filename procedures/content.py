"""The document of a version: everything a procedure asks, costs and promises, because the law changes it together.

Texts are Vietnamese, which alone is binding; ``translations`` holds other languages beside it by path, so that code that
must be right (papers, fees, prints) never has to choose a language. Shape (NĐ 63/2010 art. 8 k. 2; domain.md §4.1)::

    schema 1 · names {vi, en} · summary · who · keywords […]
    cases        [{code, name}]                       trường hợp
    papers       [{key, code?, name, originals, copies, required, when?: JsonLogic,
                   only_if?, accept: [pdf|image], note?}]   ``only_if`` says ``when`` in words
    fees         [{code, name, kind: phi|le-phi, amount: đồng, unit?, quantity?: JsonLogic, most?: đồng, when?, basis,
                   exemptions?: [{when, reason}]}]    ``fee_text`` says it in words
    limit        {value: "7wd", policy: {…of deadlines}, text}
    form         Form.io document of eforms · form_template?  how it is printed (vault/declarations.py)
    process      document of workflow
    results      [{key, code, name, template, validity, fields?, each?, copies?, title?, subject?}]   see dossiers/results.py
    steps […] · methods [{channel: online|counter|post, text}] · conditions […] · legal_bases [{code, name}]
    eligibility  [{key, question, hint?, options: [{value, label, next | result: {eligible, title, why, instead?, procedure?}}]}]
    translations {en: {"summary": …, "papers/<key>/name": …, "steps/0": …}}   a step of a path is a key, code, value or index
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import eforms.schema
from common import jsonlogic
from procedures import issued
from workflow import checker, language, limits

MOST_QUESTIONS = 6
FILE_KINDS = frozenset({"pdf", "image"})
CHANNELS = frozenset({"online", "counter", "post"})
_TEXTS = ("summary", "who", "fee_text")
_LISTS = ("papers", "fees", "results", "legal_bases", "methods", "steps", "conditions", "cases", "eligibility", "keywords")
_WORDS = frozenset({"steps", "conditions", "keywords"})


@dataclass(frozen=True)
class Refusal:
    """One thing that keeps a version from being published; ``path`` leads to it, ``reason`` is stable."""

    path: str
    reason: str
    message: str


class BadContent(Exception):
    """The document may not be published; ``refusals`` says everything that is wrong with it."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(f"{r.path}: {r.message}" for r in self.refusals))


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: the same content has the same hash whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def localised(content: Mapping[str, Any], language_code: str) -> dict[str, Any]:
    """The content with the texts that ``translations`` has for the language put in place; the rest stays Vietnamese."""
    result = copy.deepcopy(dict(content))
    for path, text in content.get("translations", {}).get(language_code, {}).items():
        _put(result, path.split("/"), text)
    return result


def _put(node: Any, path: list[str], text: str) -> None:
    for name in path[:-1]:
        node = _child(node, name)
        if node is None:
            return
    if isinstance(node, dict):
        node[path[-1]] = text
    elif isinstance(node, list) and path[-1].isdigit() and int(path[-1]) < len(node):
        node[int(path[-1])] = text


def _child(node: Any, name: str) -> Any:
    if isinstance(node, dict):
        return node.get(name)
    if isinstance(node, list):
        keyed = next(
            (item for item in node if isinstance(item, dict) and name in (item.get("key"), item.get("code"), item.get("value"))),
            None,
        )
        return keyed if keyed is not None or not name.isdigit() or int(name) >= len(node) else node[int(name)]
    return None


def validate(content: Mapping[str, Any], *, roles: frozenset[str] | None = None) -> None:
    """Refuse what may not be published; raises ``BadContent`` with everything at once.

    ``roles`` are the roles held where the procedure is offered, for the process checker (None: not asked).
    """
    refusals = [*_shape(content)]
    if not refusals:
        refusals = [*_papers(content), *_fees(content), *_limit(content), *_results(content), *_eligibility(content)]
        refusals += [*_form(content), *_process(content, roles), *_variables(content)]
    if refusals:
        raise BadContent(refusals)


def _shape(content: Mapping[str, Any]) -> Iterator[Refusal]:
    if content.get("schema") != 1:
        yield Refusal("schema", "schema", "Nội dung phải theo kiểu 1.")
    names = content.get("names")
    if not isinstance(names, Mapping) or not names.get("vi"):
        yield Refusal("names/vi", "missing", "Thiếu tên thủ tục.")
    for name in _TEXTS:
        if not isinstance(content.get(name), str) or not content[name].strip():
            yield Refusal(name, "missing", "Thiếu phần này.")
    for name in _LISTS:
        if not isinstance(content.get(name, []), list):
            yield Refusal(name, "shape", "Phần này phải là danh sách.")
        elif any(not isinstance(item, str if name in _WORDS else Mapping) for item in content.get(name, [])):
            yield Refusal(name, "shape", "Có mục không đúng kiểu.")
    for name in ("results", "legal_bases", "methods", "steps"):
        if not content.get(name):
            yield Refusal(name, "missing", "Phần này không được để trống (NĐ 63/2010, Điều 8).")
    for name in ("form", "process", "limit"):
        if not isinstance(content.get(name), Mapping):
            yield Refusal(name, "missing", "Thiếu phần này.")


def _papers(content: Mapping[str, Any]) -> Iterator[Refusal]:
    seen: set[str] = set()
    for index, paper in enumerate(content.get("papers", [])):
        path = f"papers/{paper.get('key', index)}"
        missing = {"key", "name", "originals", "copies", "required", "accept"} - paper.keys()
        if missing:
            yield Refusal(path, "missing", f"Thiếu {', '.join(sorted(missing))}.")
            continue
        if paper["key"] in seen:
            yield Refusal(path, "duplicate", "Mã giấy tờ bị lặp.")
        seen.add(paper["key"])
        counts = (paper["originals"], paper["copies"])
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in counts) or counts == (0, 0):
            yield Refusal(path, "no-copies", "Giấy tờ phải có số bản chính hoặc bản sao; điều chỉ để lưu ý thì ghi ở note.")
        if ("when" in paper) != bool(paper.get("only_if")):
            yield Refusal(f"{path}/only_if", "missing", "Giấy tờ có điều kiện phải nói điều kiện bằng lời, và ngược lại.")
        if not paper["accept"] or set(paper["accept"]) - FILE_KINDS:
            yield Refusal(f"{path}/accept", "unknown", "Loại tệp nhận là pdf hoặc image.")


def _fees(content: Mapping[str, Any]) -> Iterator[Refusal]:
    for index, fee in enumerate(content.get("fees", [])):
        path = f"fees/{fee.get('code', index)}"
        missing = {"code", "name", "kind", "amount", "basis"} - fee.keys()
        if missing:
            yield Refusal(path, "missing", f"Thiếu {', '.join(sorted(missing))}.")
            continue
        if fee["kind"] not in {"phi", "le-phi"}:
            yield Refusal(f"{path}/kind", "unknown", "Phí và lệ phí phải ghi riêng: phi hoặc le-phi.")
        if isinstance(fee["amount"], bool) or not isinstance(fee["amount"], int) or fee["amount"] < 0:
            yield Refusal(f"{path}/amount", "amount", "Mức thu là số đồng nguyên, từ 0.")
        if "quantity" in fee and not fee.get("unit"):
            yield Refusal(f"{path}/unit", "missing", "Thu theo số lượng thì phải có đơn vị tính.")


def _limit(content: Mapping[str, Any]) -> Iterator[Refusal]:
    limit = content["limit"]
    try:
        limits.parse(str(limit.get("value", "")))
    except limits.BadLimit:
        yield Refusal("limit/value", "limit", "Thời hạn phải ghi như 7wd, 6h, 15d, 2mo hoặc same-day@15:00.")
    if not limit.get("text"):
        yield Refusal("limit/text", "missing", "Thiếu thời hạn bằng chữ.")


def _results(content: Mapping[str, Any]) -> Iterator[Refusal]:
    try:
        form = eforms.schema.load(dict(content["form"]))
    except eforms.schema.Refused:
        form = None  # said at form/ already
    for found in issued.problems(content["results"], form):
        yield Refusal(*found)


def _eligibility(content: Mapping[str, Any]) -> Iterator[Refusal]:
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
    if not questions:
        return
    start = content["eligibility"][0]["key"]
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


def _form(content: Mapping[str, Any]) -> Iterator[Refusal]:
    try:
        eforms.schema.load(dict(content["form"]))
    except eforms.schema.Refused as refused:
        for refusal in refused.refusals:
            yield Refusal(f"form/{refusal.path}", refusal.reason, str(refusal.message))


def _process(content: Mapping[str, Any], roles: frozenset[str] | None) -> Iterator[Refusal]:
    try:
        process = language.load(content["process"])
        found: Sequence[language.Problem] = checker.check(process, legal_limit=content["limit"]["value"], roles=roles)
    except language.BadProcess as bad:
        found = bad.problems
    except limits.BadLimit:
        return  # said at limit/value already
    for problem in found:
        yield Refusal(f"process/{problem.step}".rstrip("/"), problem.code, problem.message)


def _variables(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """A condition that names a field the form does not have would be silently false: it is refused."""
    keys = {*_form_keys(content["form"].get("components", [])), "case"}
    for group in ("papers", "fees"):
        for item in content.get(group, []):
            path = f"{group}/{item.get('key', item.get('code'))}"
            for rule in (item.get("when"), item.get("quantity"), *(e.get("when") for e in item.get("exemptions", []))):
                try:
                    names = jsonlogic.compile(rule).variables
                except jsonlogic.BadRule as bad:
                    yield Refusal(path, "bad-rule", f"Không hiểu điều kiện: {bad}.")
                    continue
                for name in sorted(names - {""}):
                    if name.split(".")[0] not in keys:
                        yield Refusal(path, "unknown-field", f"Điều kiện dùng trường “{name}” không có trong biểu mẫu.")


def _form_keys(components: Any) -> Iterator[str]:
    for component in components if isinstance(components, list) else ():
        if isinstance(component, Mapping):
            yield str(component.get("key", "")).split(".")[0]
            yield from _form_keys(component.get("components"))
            for column in component.get("columns") or ():
                yield from _form_keys(column.get("components") if isinstance(column, Mapping) else None)
