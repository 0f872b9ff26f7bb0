"""What could be cut, found by the system from the text of a version and its real dossiers. Pure, no ORM.

Each candidate names its evidence; a person decides. Figures are used only from ``FEWEST`` dossiers on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from procedures.checking import Finding, check
from procedures.checking.looked import hours
from procedures.costs import Line
from procedures.observed import Observed

FEWEST = 20  # dossiers before a figure says something
SELDOM = 0.02  # a paper that fewer than this share hands in
SLACK = 0.5  # a limit is far above what it takes when the slowest tenth needs less than this share of it
SUPPLEMENTED = 0.25  # share of dossiers sent back for more from which the demands are unclear
HOURS_A_DAY = 8
_FROM_CHECKER = {
    "paper-held": "paper",
    "paper-maybe-held": "paper",
    "paper-proven": "paper",
    "asks-known": "other",
    "asks-known-paper": "paper",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """``kind``: of a proposal; ``path``: the part; ``title``: what to do; ``evidence``: why; ``line``: the cost line that would
    fall away, "" for none; ``minutes``: saved by a dossier where no line tells."""

    kind: str
    path: str
    title: str
    evidence: str
    line: str = ""
    minutes: int = 0


def candidates(content: Mapping[str, Any], seen: Observed) -> list[Candidate]:
    """Everything found, the best supported by real dossiers first."""
    enough = seen.filed >= FEWEST
    real = (
        [*_unused_papers(content, seen), *_idle_steps(content, seen), *_slack(content, seen), *_unclear(seen)] if enough else []
    )
    told = [*_from_checker(content), *_channels(content)]
    seen_paths = {one.path for one in real}
    return [*real, *(one for one in told if one.path not in seen_paths)]


def _unused_papers(content: Mapping[str, Any], seen: Observed) -> Iterator[Candidate]:
    for paper in content.get("papers", ()):
        key = str(paper.get("key"))
        used = seen.papers.get(key, 0)
        if paper.get("eform") or used > seen.filed * SELDOM:
            continue
        words = {"paper": paper.get("name", ""), "used": used, "filed": seen.filed}
        title = _("Bỏ giấy tờ “%(paper)s”") % words
        evidence = _("%(used)d trong %(filed)d hồ sơ có nộp giấy tờ này.") % words
        yield Candidate("paper", f"papers/{key}", title, evidence, f"paper-{key}")


def _idle_steps(content: Mapping[str, Any], seen: Observed) -> Iterator[Candidate]:
    """A step that could lead to something else and never did."""
    for step in (content.get("process") or {}).get("steps", ()):
        did = seen.outcomes.get(str(step.get("key")), {})
        possible = {str(action.get("key")) for action in step.get("actions", ())}
        total = sum(did.values())
        if step.get("kind") in ("approve", "check", "assign") and len(possible) > 1 and total >= FEWEST and len(did) == 1:
            words = {"step": step.get("name", ""), "total": total}
            title = _("Gộp hoặc bỏ bước “%(step)s”") % words
            evidence = _("%(total)d lần qua bước này đều đi tiếp như nhau, chưa lần nào đổi kết quả.") % words
            yield Candidate("step", f"process/{step.get('key')}", title, evidence)


def _slack(content: Mapping[str, Any], seen: Observed) -> Iterator[Candidate]:
    legal = hours(str((content.get("limit") or {}).get("value") or "")) / HOURS_A_DAY
    if seen.p90_days is not None and legal >= 2 and seen.finished >= FEWEST and seen.p90_days < legal * SLACK:
        words = {"legal": f"{legal:g}", "p90": _days(seen.p90_days), "median": _days(seen.median_days or 0)}
        title = _("Giảm thời hạn giải quyết từ %(legal)s ngày làm việc") % words
        evidence = _("Một nửa hồ sơ xong trong %(median)s ngày, 90%% xong trong %(p90)s ngày làm việc.") % words
        yield Candidate("time", "limit", title, evidence)


def _unclear(seen: Observed) -> Iterator[Candidate]:
    if seen.supplements > seen.filed * SUPPLEMENTED:
        share = round(100 * seen.supplements / seen.filed)
        title = _("Viết lại yêu cầu về giấy tờ cho rõ")
        yield Candidate("condition", "papers", title, _("%d%% hồ sơ phải bổ sung.") % share, "supplement")


def _from_checker(content: Mapping[str, Any]) -> Iterator[Candidate]:
    for finding in check(content):
        kind = _FROM_CHECKER.get(finding.code)
        if kind:
            yield Candidate(kind, _part(finding), _title(finding), finding.message, _line(finding))


def _part(finding: Finding) -> str:
    return "/".join(finding.path.split("/")[:2])


def _line(finding: Finding) -> str:
    head, _slash, rest = finding.path.partition("/")
    return f"paper-{rest.split('/')[0]}" if head == "papers" else ""


def _title(finding: Finding) -> str:
    return {
        "paper-held": _("Không yêu cầu nộp giấy tờ mà Nhà nước đã có"),
        "paper-maybe-held": _("Thay giấy tờ bằng tra cứu dữ liệu"),
        "paper-proven": _("Dùng lại kết quả của thủ tục khác thay cho giấy tờ"),
        "asks-known": _("Không hỏi lại điều Nhà nước đã biết"),
    }.get(finding.code, _("Không yêu cầu nộp giấy tờ mà Nhà nước đã có"))


def _channels(content: Mapping[str, Any]) -> Iterator[Candidate]:
    level = content.get("service_level", "full")
    if level == "partial":
        title, evidence = _("Làm trực tuyến toàn trình"), _("Thủ tục mới trực tuyến một phần: người dân còn phải tới nơi.")
        yield Candidate("online", "service_level", title, evidence, "fetch-counter")


def _days(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def saving(candidate: Candidate, lines: list[Line]) -> tuple[int, int]:
    """(minutes, đồng) that one dossier saves when the candidate's line falls away."""
    gone = [line for line in lines if candidate.line and line.key == candidate.line]
    minutes = sum(line.minutes * line.share for line in gone)
    return round(minutes) or candidate.minutes, round(sum(line.money * line.share for line in gone))
