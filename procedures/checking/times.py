"""Times that contradict each other: the limit that is computed with, what the channels and cases say, what the texts say."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.checking.finding import ERROR, HINT, WARNING, Finding
from procedures.checking.looked import Looked, hours, limit_of, limit_words, longer, mentioned, quoted, same

CHANNELS = {"online": gettext_noop("trực tuyến"), "counter": gettext_noop("tại quầy"), "post": gettext_noop("bưu chính")}


def text_against_value(looked: Looked) -> Iterator[Finding]:
    """The sentence that people read must name the limit that their due date is computed with."""
    said = list(mentioned(str(looked.part("limit").get("text") or "")))
    if looked.limit and said and not any(same(one, looked.limit) for one in said):
        message = _("Câu thời hạn nói %(said)s nhưng hệ thống tính theo %(value)s. Sửa cho khớp nhau.")
        words = {"said": ", ".join(limit_words(one) for one in said), "value": limit_words(looked.limit)}
        yield Finding("limit/text", "limit-text-differs", WARNING, message % words)


def methods_against_limit(looked: Looked) -> Iterator[Finding]:
    """A channel that promises another time than its case, or than the procedure where it names no case."""
    by_case = {str(case.get("code")): limit_of(case.get("limit") or {}) for _path, case in looked.cases}
    for path, method in looked.rows("methods"):
        stated = limit_of(method.get("limit") or {})
        ruling = by_case.get(str(method.get("case") or "")) or looked.limit
        if not stated or not ruling or same(stated, ruling):
            continue
        words = {
            "channel": _(CHANNELS.get(str(method.get("channel")), "khác")),
            "stated": limit_words(stated),
            "ruling": limit_words(ruling),
        }
        if longer(stated, ruling):
            message = _("Kênh %(channel)s ghi %(stated)s, dài hơn thời hạn %(ruling)s. Chọn một thời hạn rồi sửa cả hai nơi.")
            yield Finding(f"{path}/limit", "method-over-limit", ERROR, message % words)
        else:
            message = _("Kênh %(channel)s ghi %(stated)s nhưng ngày hẹn tính theo %(ruling)s. Sửa cho khớp nhau.")
            yield Finding(f"{path}/limit", "method-limit-differs", WARNING, message % words)


def cases_against_limit(looked: Looked) -> Iterator[Finding]:
    """A case longer than the procedure, or in another unit than its channels (10 ngày làm việc against 20 ngày)."""
    stated = [limit_of(method.get("limit") or {}) for _path, method in looked.rows("methods") if not method.get("case")]
    general = [one for one in stated if one]
    for path, case in looked.cases:
        own = limit_of(case.get("limit") or {})
        if not own:
            continue
        words = {"case": quoted(case), "own": limit_words(own), "whole": limit_words(looked.limit)}
        if looked.limit and longer(own, looked.limit):
            message = _("Trường hợp %(case)s có thời hạn %(own)s, dài hơn thời hạn chung %(whole)s. Kiểm tra lại hai thời hạn.")
            yield Finding(f"{path}/limit", "case-over-limit", WARNING, message % words)
        elif general and not any(same(own, one) for one in general) and not (looked.limit and same(own, looked.limit)):
            words["whole"] = ", ".join(dict.fromkeys(limit_words(one) for one in general))
            message = _(
                "Trường hợp %(case)s ghi %(own)s, các kênh nộp ghi %(whole)s. Ghi thời hạn của trường hợp này ở kênh nộp."
            )
            yield Finding(f"{path}/limit", "case-limit-differs", WARNING, message % words)


def texts_over_limit(looked: Looked) -> Iterator[Finding]:
    """A step told to people that alone takes longer than the whole."""
    longest = max([looked.limit, *(limit_of(case.get("limit") or {}) for _path, case in looked.cases)], key=hours)
    for path, text in looked.words("steps"):
        over = [one for one in mentioned(text) if longest and longer(one, longest)]
        if over:
            message = _("Bước này nói tới %(said)s, dài hơn cả thời hạn %(limit)s. Kiểm tra lại, hoặc nói rõ vì sao.")
            words = {"said": ", ".join(limit_words(one) for one in over), "limit": limit_words(longest)}
            yield Finding(path, "step-text-over-limit", HINT, message % words)


RULES = (text_against_value, methods_against_limit, cases_against_limit, texts_over_limit)
