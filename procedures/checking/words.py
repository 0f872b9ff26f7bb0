"""Words: too long, in jargon, not in English, without keywords, with names that an import mangled or a reform abolished."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.text import fold
from procedures.checking.finding import HINT, WARNING, Finding
from procedures.checking.looked import Looked, folded, name_of

LONGEST_SENTENCE = 25  # words (ux.md §1.3)
LONGEST_NAME = 200  # characters
LONGEST_SUMMARY = 200
_READ = ("summary", "who", "fee_text", "steps", "conditions")
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+|\n+")
# What officials write → what people understand. Matched without diacritics, whole words.
JARGON: Mapping[str, str] = {
    "vui lòng": "bỏ đi",
    "theo quy định của pháp luật": "bỏ đi, hoặc nói quy định nào",
    "theo quy định hiện hành": "nói quy định nào",
    "cơ quan có thẩm quyền": "tên cơ quan",
    "cấp có thẩm quyền": "tên cơ quan",
    "hồ sơ hợp lệ": "hồ sơ đủ và đúng",
    "không hợp lệ": "nói sai ở đâu",
    "đương sự": "bạn",
    "người có yêu cầu": "bạn",
    "tổ chức, cá nhân có nhu cầu": "bạn",
    "thành phần hồ sơ": "giấy tờ phải nộp",
    "nêu trên": "nhắc lại tên",
    "nói trên": "nhắc lại tên",
    "bpmc": "Bộ phận Một cửa",
    "tthc": "thủ tục",
    "ttpvhcc": "Trung tâm Phục vụ hành chính công",
    "bptnvtkq": "Bộ phận Một cửa",
    "ubnd": "Ủy ban nhân dân",
    "csdl": "cơ sở dữ liệu",
    "dvctt": "dịch vụ trực tuyến",
    "xuất trình": "đưa … để xem",
    "thụ lý": "giải quyết",
}
_JARGON = {plain: (re.compile(rf"\b{re.escape(fold(plain))}\b"), better) for plain, better in JARGON.items()}
_ABOLISHED = re.compile(r"\b(thi tran|cap huyen|ubnd huyen|uy ban nhan dan (cap )?(huyen|quan)|phong .{2,40} (huyen|quan))\b")
_ODD_BLANKS = re.compile("[\u00a0\u200b-\u200f\ufeff]| {2,}")
_REPEATED = re.compile(r"\b(\w{3,})\s+\1\b", re.IGNORECASE)
_TORN = re.compile(r"\bkhai tâm\b|\ufffd|[a-zà-ỹ][A-ZĐ][a-zà-ỹ]|\(\s*\)|,\s*,", re.UNICODE)


def lengths(looked: Looked) -> Iterator[Finding]:
    if len(looked.name) > LONGEST_NAME:
        message = _("Tên dài %d ký tự. Giữ tên theo quyết định công bố, thêm tên gọi ngắn vào từ khóa để người dân tìm thấy.")
        yield Finding("names/vi", "long-name", HINT, message % len(looked.name))
    if len(looked.text("summary")) > LONGEST_SUMMARY:
        message = _("Câu tóm tắt dài quá %d ký tự. Rút lại còn một câu.")
        yield Finding("summary", "long-summary", HINT, message % LONGEST_SUMMARY)
    for name, texts in _texts(looked):
        long = [sentence for text in texts for sentence in _SENTENCE.split(text) if len(sentence.split()) > LONGEST_SENTENCE]
        if long:
            message = _("%(n)d câu dài quá %(most)d từ, bắt đầu từ “%(first)s…”. Tách thành câu ngắn.")
            words = {"n": len(long), "most": LONGEST_SENTENCE, "first": " ".join(long[0].split()[:6])}
            yield Finding(name, "long-sentence", HINT, message % words)


def jargon(looked: Looked) -> Iterator[Finding]:
    for name, texts in _texts(looked):
        said = folded(" \n ".join(texts))
        found = [f"“{plain}” → {better}" for plain, (pattern, better) in _JARGON.items() if pattern.search(said)]
        if found:
            message = _("Viết bằng lời thường: %s.")
            yield Finding(name, "jargon", HINT, message % "; ".join(found))


def mangled(looked: Looked) -> Iterator[Finding]:
    """Blanks nobody sees, words an import tore or doubled."""
    for name, texts in _texts(looked, more=("receiving",)):
        if any(_ODD_BLANKS.search(text) for text in texts):
            yield Finding(name, "odd-blanks", HINT, _("Có khoảng trắng lạ hoặc thừa. Gõ lại các chỗ đó."))
        torn = next((match for text in texts for match in [_TORN.search(text)] if match), None)
        if torn:
            message = _("Chữ có vẻ bị hỏng khi nhập: “%s”. Đối chiếu với văn bản gốc rồi gõ lại.")
            yield Finding(name, "torn-text", WARNING, message % torn.string[max(0, torn.start() - 12) : torn.end() + 20].strip())


def agencies(looked: Looked) -> Iterator[Finding]:
    """Names of agencies: empty, mangled, or of a level that was abolished on 1/7/2025."""
    for path, name in _agencies(looked):
        if not name.strip():
            yield Finding(path, "agency-no-name", WARNING, _("Có cơ quan chưa ghi tên. Ghi tên hoặc bỏ dòng này."))
        elif _ODD_BLANKS.search(name) or name.rstrip().endswith((".", ",", "-")) or _REPEATED.search(name) or _TORN.search(name):
            message = _("Tên cơ quan “%s” có vẻ bị hỏng khi nhập. Ghi lại đúng tên.")
            yield Finding(path, "agency-mangled", WARNING, message % name.strip())
        if _ABOLISHED.search(folded(name)):
            message = _("“%s” nhắc tới cấp huyện hoặc thị trấn, không còn từ 1/7/2025. Ghi cơ quan hai cấp hiện nay.")
            yield Finding(path, "agency-abolished", WARNING, message % name.strip())
    for name in ("methods", "steps", "receiving"):
        texts = [text for _path, text in looked.words(name)]
        if any(_ABOLISHED.search(folded(text)) for text in texts):
            message = _("Phần này nhắc tới cấp huyện hoặc thị trấn, không còn từ 1/7/2025. Sửa theo chính quyền hai cấp.")
            yield Finding(name, "unit-abolished", WARNING, message)


def english(looked: Looked) -> Iterator[Finding]:
    said = looked.part("translations").get("en")
    said = said if isinstance(said, Mapping) else {}
    if not looked.part("names").get("en"):
        yield Finding("names/en", "no-english-name", HINT, _("Chưa có tên tiếng Anh. Thêm để người nước ngoài tìm được."))
    wanted = [*_wanted(looked)]
    lacking = [path for path in wanted if not said.get(path)]
    if wanted and lacking:
        message = _("Bản tiếng Anh còn thiếu %(n)d trong %(all)d đoạn. Dịch nốt, hoặc để trống thì trang hiện tiếng Việt.")
        yield Finding("translations/en", "english-lacking", HINT, message % {"n": len(lacking), "all": len(wanted)})


def _wanted(looked: Looked) -> Iterator[str]:
    yield from (name for name in ("summary", "who", "fee_text") if looked.text(name))
    if looked.part("limit").get("text"):
        yield "limit/text"
    yield from (path for name in ("steps", "conditions") for path, _text in looked.words(name))
    for name in ("papers", "fees", "results", "cases"):
        yield from (f"{path}/name" for path, row in looked.rows(name) if row.get("name"))


def keywords(looked: Looked) -> Iterator[Finding]:
    if not looked.words("keywords"):
        message = _("Chưa có từ khóa. Thêm những lời mà người dân hay gọi việc này, có dấu và viết tắt đều được.")
        yield Finding("keywords", "no-keywords", WARNING, message)


def _texts(looked: Looked, more: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """(part, its texts) of the parts that people read."""
    for name in (*_READ, *more):
        texts = [text for _path, text in looked.words(name)] or [looked.text(name)]
        if any(texts):
            yield name, texts


def _agencies(looked: Looked) -> Iterator[tuple[str, str]]:
    for role, held in looked.part("agencies").items():
        for index, row in enumerate(held if isinstance(held, list) else ()):
            yield f"agencies/{role}/{index}", _called(row)


def _called(row: Any) -> str:
    return name_of(row) if isinstance(row, Mapping) else str(row or "")


RULES = (lengths, jargon, mangled, agencies, english, keywords)
