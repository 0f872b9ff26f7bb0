"""Papers: what is none, what the State holds already, what another procedure's result proves."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.checking.finding import ERROR, HINT, WARNING, Finding
from procedures.checking.looked import Looked, entries, folded, quoted

REGISTERS: Mapping[str, str] = {
    "population": gettext_noop("Cơ sở dữ liệu quốc gia về dân cư"),
    "civil-status": gettext_noop("Cơ sở dữ liệu hộ tịch điện tử"),
    "enterprise": gettext_noop("Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp"),
    "land": gettext_noop("Cơ sở dữ liệu quốc gia về đất đai"),
    "insurance": gettext_noop("Cơ sở dữ liệu quốc gia về bảo hiểm"),
    "other": gettext_noop("cơ sở dữ liệu của cơ quan nhà nước"),
}
_NOTE = re.compile(r"^[-+*•(]|^(luu y|ghi chu|truong hop|doi voi|nguoi (tiep nhan|yeu cau)|ca nhan co quyen|co quan dang ky)\b")
LONGEST_NAME = 250
# What a paper's name says → the register that has it (NQ 66.7/2025/NQ-CP); a declaration or an authorisation is none of these.
_HELD: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(ban (chup|sao) )?(the )?(can cuoc|cccd|chung minh nhan dan|cmnd|so ho khau|so tam tru)\b"), "population"),
    (re.compile(r"^(ban (chup|sao) )?giay (xac nhan|to chung minh) (thong tin ve )?(noi )?cu tru\b"), "population"),
    (
        re.compile(r"^(ban (chup|sao) )?(giay khai sinh|giay chung nhan ket hon|trich luc (khai tu|ket hon|khai sinh))\b"),
        "civil-status",
    ),
    (re.compile(r"^(ban (chup|sao) )?giay xac nhan tinh trang hon nhan\b"), "civil-status"),
    (re.compile(r"^(ban (chup|sao) )?giay chung nhan dang ky (doanh nghiep|ho kinh doanh|kinh doanh|thue)\b"), "enterprise"),
    (re.compile(r"^(ban (chup|sao) )?giay chung nhan quyen su dung dat\b"), "land"),
    (re.compile(r"^(ban (chup|sao) )?(the|so) bao hiem (y te|xa hoi)\b"), "insurance"),
)


def none_of_them(looked: Looked) -> Iterator[Finding]:
    """The best known trap of the national records: sentences stored as papers with nought copies."""
    for path, paper in looked.rows("papers"):
        if paper.get("eform"):
            continue
        if not paper.get("originals") and not paper.get("copies"):
            message = _("%s có 0 bản chính và 0 bản sao. Ghi số bản phải nộp; nếu đây là lời dặn thì chuyển vào phần lưu ý.")
            yield Finding(path, "paper-zero-count", ERROR, message % quoted(paper))
        elif _NOTE.search(folded(str(paper.get("name") or ""))):
            message = _("%s viết như một lời dặn. Ghi tên giấy tờ; lời dặn chuyển vào phần lưu ý.")
            yield Finding(f"{path}/name", "paper-is-note", WARNING, message % quoted(paper))


def held_already(looked: Looked) -> Iterator[Finding]:
    """What the State holds must not be asked for (NQ 66.7/2025/NQ-CP; Luật Giao dịch điện tử 2023)."""
    for path, paper in looked.rows("papers"):
        held = paper.get("held_by")
        if isinstance(held, Mapping):
            if paper.get("required"):
                message = _("Nhà nước đã có %(paper)s trong %(register)s. Đặt là không bắt buộc và tra cứu thay vì yêu cầu nộp.")
                words = {"paper": quoted(paper), "register": _register(held)}
                yield Finding(path, "paper-held", WARNING, message % words)
            continue
        called = folded(str(paper.get("name") or "")[:LONGEST_NAME])
        register = next((name for pattern, name in _HELD if pattern.search(called)), "")
        if register:
            message = _("%(paper)s có thể tra cứu trong %(register)s. Ghi nguồn dữ liệu này ở giấy tờ, hoặc bỏ giấy tờ.")
            words = {"paper": quoted(paper), "register": _(REGISTERS[register])}
            yield Finding(f"{path}/held_by", "paper-maybe-held", WARNING, message % words)


def _register(held: Mapping[str, Any]) -> str:
    return _(REGISTERS.get(str(held.get("register")), REGISTERS["other"]))


def proven_already(looked: Looked) -> Iterator[Finding]:
    """A paper that is the result of another procedure lies in the applicant's vault."""
    for path, paper in looked.rows("papers"):
        proven = paper.get("proven_by")
        if isinstance(proven, list) and proven and paper.get("required") and paper.get("originals"):
            message = _("%(paper)s là kết quả của thủ tục khác (%(codes)s). Nhận bản điện tử từ kho giấy tờ thay cho bản chính.")
            words = {"paper": quoted(paper), "codes": ", ".join(str(code) for code in proven)}
            yield Finding(path, "paper-proven", WARNING, message % words)


def own_result(looked: Looked) -> Iterator[Finding]:
    """A paper with the code of a result that nobody said proves it."""
    for path, paper in looked.rows("papers"):
        code = str(paper.get("code") or "")
        if code.startswith("KQ.") and not paper.get("proven_by"):
            message = _("%(paper)s mang mã kết quả %(code)s. Ghi mã này ở “kết quả chứng minh” để dùng lại được từ kho giấy tờ.")
            yield Finding(f"{path}/proven_by", "paper-is-result", HINT, message % {"paper": quoted(paper), "code": code})


def twice(looked: Looked) -> Iterator[Finding]:
    """The same paper twice without a condition or a case that tells them apart."""
    plain = [(path, folded(str(paper.get("name") or ""))) for path, paper in looked.rows("papers") if "when" not in paper]
    named = {str(key) for _path, case in looked.cases for key in entries(case, "papers")}
    counted = Counter(name for path, name in plain if name and path.removeprefix("papers/") not in named)
    for path, name in plain:
        if counted[name] > 1:
            counted[name] = 0
            yield Finding(path, "paper-twice", WARNING, _("Giấy tờ này ghi hai lần. Bỏ một, hoặc nói rõ mỗi lần là bản nào."))


RULES = (none_of_them, held_already, proven_already, own_result, twice)
