"""What the designer's pages share: the process as the page had seen it, saving a change of it, both sides of a conflict.

A draft has one process, and a case may have its own: ``?th=CODE`` says which one is worked at. Two people's changes meet
step by step (workflow/merging.py); only the same step, changed differently, is a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from common.errors import DomainError, NotFound
from portal.web.publisher.editor import listed
from procedures import sections, worklist
from procedures.differences.machinery import processes
from procedures.models import Field, VersionDraft
from procedures.services.sections import SectionConflict, as_seen, save_section
from workflow import building, merging
from workflow.charts import actions_of, rows_in, steps_of

Doc = dict[str, Any]


class Clash(Exception):
    """Somebody changed the same step: ``theirs`` is the process now, at ``revision``."""

    def __init__(self, theirs: Doc, revision: int) -> None:
        self.theirs, self.revision = theirs, revision
        super().__init__("clash")


@dataclass(frozen=True)
class Bench:
    """A draft's process at somebody's desk. ``seen``: the revision that the page showed; ``doc``: the process then."""

    request: HttpRequest
    seat: Seat
    draft: VersionDraft
    case: str
    seen: int
    doc: Doc

    @property
    def writes(self) -> bool:
        """Whether this seat may change it now."""
        return self.draft.editable and self.seat.role == Seat.Role.AUTHOR

    @property
    def query(self) -> str:
        """What every address of these pages ends with: "" or "?th=CODE"."""
        return f"?{urlencode({'th': self.case})}" if self.case else ""

    @property
    def limit(self) -> str:
        """The legal limit that the steps must keep within, "" where there is none yet."""
        case = case_of(self.draft.content, self.case) if self.case else {}
        own = case.get("limit") or self.draft.content.get("limit") or {}
        return str(own.get("value") or "") if isinstance(own, Mapping) else ""

    def address(self, name: str, *rest: str, **more: str) -> str:
        """One of the designer's pages; ``more`` goes into its query."""
        query = urlencode({key: value for key, value in {"th": self.case, **more}.items() if value})
        place = reverse(f"designer:{name}", args=[self.seat.pk, self.draft.pk, *rest])
        return f"{place}?{query}" if query else place

    def step(self, key: str) -> Mapping[str, Any]:
        """A step; ``NotFound`` when there is none such (any more)."""
        found = building.step_of(self.doc, key)
        if found is None:
            raise NotFound
        return found

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of the designer needs."""
        case = case_of(self.draft.content, self.case) if self.case else {}
        return {
            "seat": self.seat,
            "draft": self.draft,
            "name": worklist.name_of(self.draft),
            "section": sections.BY_KEY["process"],
            "writes": self.writes,
            "seen": self.seen,
            "case": self.case,
            "case_name": case.get("name", ""),
            "q": self.query,
            "designing": True,
            **more,
        }

    def save(self, after: Mapping[str, Any], *, itself: bool = False) -> VersionDraft:
        """Save the process; others' changes of other steps stay. Raises ``Clash`` and what ``save_section`` raises.

        ``itself``: the page saved by itself while somebody typed.
        """
        try:
            return self._save(after, self.seen, itself=itself)
        except SectionConflict as found:
            theirs = process_in(found.theirs, self.case)
            try:
                both = merging.merged(self.doc, after, theirs)
            except merging.Collision:
                raise Clash(theirs, found.revision) from None
            return self._save(both, found.revision, found.theirs, itself=itself)

    def _save(
        self, after: Mapping[str, Any], seen: int, held: Mapping[str, Any] | None = None, *, itself: bool = False
    ) -> VersionDraft:
        by = actor_for(self.request.user, self.seat)
        if not self.case:
            return save_section(self.draft.pk, "process", {"process": dict(after)}, by=by, seen=seen, itself=itself)
        content = held if held is not None else as_seen(self.draft, sections.BY_KEY["cases"], seen)
        rows = [dict(row) for row in content.get("cases") or ()]
        for row in rows:
            if row.get("code") == self.case:
                row["process"] = dict(after)
        return save_section(self.draft.pk, "cases", {"cases": rows}, by=by, seen=seen, itself=itself)

    def tried(self, after: Mapping[str, Any], done: str = "") -> bool:
        """Save and say how it went in the notification of the next page; tells whether it was done."""
        try:
            self.save(after)
        except Clash:
            messages.error(self.request, _("Người khác vừa sửa cùng bước này. Xem lại rồi làm lần nữa."))
            return False
        except DomainError as refusal:
            messages.error(self.request, str(refusal.message))
            return False
        if done:
            messages.success(self.request, done)
        return True

    def both(self, clash: Clash, after: Mapping[str, Any]) -> dict[str, Any]:
        """Both sides of a conflict as sentences, for the page."""
        sides = [[one.sentence for one in processes("process", "", self.doc, side)] for side in (clash.theirs, after)]
        return {"theirs": sides[0], "mine": sides[1]}

    def go(self, address: str) -> HttpResponseRedirect:
        """On to another page."""
        return HttpResponseRedirect(address)


def begin(request: HttpRequest, seat: Seat, draft: VersionDraft, *, latest: bool = False) -> Bench:
    """The desk for a draft's process; ``latest``: as it stands now, whatever a posted page had seen.

    ``NotFound`` for a case that the draft has not.
    """
    case = request.GET.get("th", "")
    if case and not case_of(draft.content, case):
        raise NotFound
    seen = draft.revision if latest else _seen(request, draft)
    section = sections.BY_KEY["cases" if case else "process"]
    return Bench(request, seat, draft, case, seen, process_in(as_seen(draft, section, seen), case))


def process_in(content: Mapping[str, Any], case: str) -> Doc:
    """The process of a content (or of its section), the case's own where one is named."""
    held = case_of(content, case).get("process") if case else content.get("process")
    return dict(held) if isinstance(held, Mapping) else {}


def case_of(content: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """The case of that code, empty where there is none."""
    rows = content.get("cases") or ()
    return next((row for row in rows if isinstance(row, Mapping) and row.get("code") == code), {})


def _seen(request: HttpRequest, draft: VersionDraft) -> int:
    text = request.POST.get("_seen", "")
    if request.method != "POST":
        return draft.revision
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def names_in(docs: Iterable[Mapping[str, Any]], content: Mapping[str, Any]) -> dict[str, str]:
    """What documents name by code: agencies, fields, and the questions whose address they look at. Two queries at most."""
    named, fields, paths = set(), set(), set()
    for one in _resolvers(docs):
        named |= {str(one["named"])} if "named" in one else set()
        fields |= {str(one["competent"])} if "competent" in one else set()
        paths |= {str(one["address"])} if "address" in one else set()
    found: dict[str, str] = {}
    if named:
        found |= dict(Agency.objects.filter(code__in=named).values_list("code", "name"))
    if fields:
        found |= dict(Field.objects.filter(code__in=fields).values_list("code", "name"))
    if paths:
        found |= {f"answers.{path}": one.label for path, one in listed.questions(content).items()}
    return found


def looked_up(doc: Mapping[str, Any], kind: str) -> list[str]:
    """The codes or paths that a document looks up in one way (named, competent, address)."""
    return list(dict.fromkeys(str(one[kind]) for one in _resolvers([doc]) if kind in one))


def _resolvers(docs: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    found = []
    for doc in docs:
        for step in steps_of(doc):
            rows = [step, *rows_in(step, "consult"), *rows_in(step, "children")]
            found += [row["agency"] for row in rows if isinstance(row.get("agency"), Mapping)]
    return found


def labels_of(step: Mapping[str, Any]) -> dict[str, str]:
    """The actions of a step by key."""
    return {str(one.get("key")): str(one.get("label") or one.get("key")) for one in actions_of(step)}
