"""What a procedure's page shows to everyone: the version in words, where it is taken, how it stands today."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers.services import national_intake
from portal.web.public.procedure.promise import example
from procedures import content as contents
from procedures import personal, selectors, targets
from procedures.bases import BasisStanding
from procedures.models import Offering, ProcedureVersion, Publication
from procedures.selectors import Standing
from procedures.services import legal
from reports.pace import FEWEST
from reports.selectors import durations

Status = Publication.Status
FEW_PLACES = 6
# The order and the words in which NĐ 63/2010 Điều 8 and the national database name who takes part.
PARTS: Mapping[str, str | Promise] = {
    "deciding": _("Cơ quan có thẩm quyền quyết định"),
    "executing": _("Cơ quan trực tiếp thực hiện"),
    "authorised": _("Cơ quan, người được ủy quyền, phân cấp"),
    "coordinating": _("Cơ quan phối hợp"),
}
CHANNELS: Mapping[str, str | Promise] = {"online": _("Trực tuyến"), "counter": _("Tại quầy"), "post": _("Qua bưu chính")}
FEE_KINDS: Mapping[str, str | Promise] = {"phi": _("Phí"), "le-phi": _("Lệ phí"), "gia": _("Giá")}
LEVELS: Mapping[str, str | Promise] = {
    "tw": _("Cấp trung ương"),
    "tinh": _("Cấp tỉnh"),
    "huyen": _("Cấp huyện"),
    "xa": _("Cấp xã"),
}
SERVICE_LEVELS: Mapping[str, str | Promise] = {
    "full": _("Trực tuyến toàn trình"),
    "partial": _("Trực tuyến một phần"),
    "information": _("Cung cấp thông tin"),
}


def facts(standing: Standing, language: str, *, printed: bool) -> dict[str, Any]:
    """Everything that the templates of the body read. At most a dozen queries, whatever the number of places and texts."""
    version = selectors.version(standing.version_id)
    return facts_of(version, version.publication, standing.status, language, printed=printed)


def facts_of(version: ProcedureVersion, publication: Publication, status: str, language: str, *, printed: bool) -> dict[str, Any]:
    """The same of a version at hand; it need not be in the database yet (a draft looked at before its day)."""
    content = contents.localised(version.content, language)
    code = version.procedure.code
    places = selectors.offerings(version)
    successor = selectors.replaced_by(code)
    open_now = status == Status.PUBLISHED and successor is None
    national = national_intake.in_force(code) if open_now else None
    return {
        "version": version,
        "publication": publication,
        "status": status,
        "successor": successor,
        "coming": _coming(version),
        "code": code,
        "name": content["names"].get(language) or content["names"]["vi"],
        "content": content,
        "printed": printed,
        "open": open_now,
        "handled": contents.is_handled(content),
        "national": national,
        "startable": open_now and national is None and contents.is_handled(content) and any(place.online for place in places),
        "asks": open_now and _asks(content, places),
        "pace": durations(code),
        "fewest": FEWEST,
        "example": example(content.get("limit") or {}, None),
        **_who(content),
        **_papers(content),
        **_money(content),
        **_where(content, places),
        "steps": contents.steps_of(content),
        "bases": _bases(content),
    }


def _asks(content: Mapping[str, Any], places: Sequence[Offering]) -> bool:
    """Whether anything differs from one person to another."""
    return bool(content.get("eligibility") or contents.choices(content) or personal.conditions(content) or len(places) > 1)


def _coming(version: ProcedureVersion) -> Publication | None:
    """The version that waits for its day. One query."""
    return Publication.objects.filter(procedure=version.procedure_id, status=Status.SCHEDULED).first()


def _who(content: Mapping[str, Any]) -> dict[str, Any]:
    agencies = content.get("agencies") or {}
    return {
        "targets": [targets.words_of(target) for target in content.get("targets", ())],
        "agencies": [(words, agencies[part]) for part, words in PARTS.items() if agencies.get(part)],
        "levels": [LEVELS.get(level, level) for level in content.get("levels", ())],
        "service_level": SERVICE_LEVELS.get(content.get("service_level", ""), ""),
    }


def _papers(content: Mapping[str, Any]) -> dict[str, Any]:
    """Papers of everyone and those of some, or, where cases have their own, the papers of each case."""
    cases = contents.choices(content)
    apart = any("papers" in case for case in cases)
    papers = personal.papers(content)
    return {
        "cases": cases,
        "by_case": [
            {"case": case, "papers": personal.papers(contents.for_case(content, case["code"]))} for case in cases if apart
        ],
        "always": [] if apart else [paper for paper in papers if "when" not in paper],
        "sometimes": [] if apart else [paper for paper in papers if "when" in paper],
        "documents": content.get("documents") or [],
        "sets": content.get("sets") or 1,
    }


def _money(content: Mapping[str, Any]) -> dict[str, Any]:
    cases = contents.choices(content)
    return {
        "fees": personal.fees(content),
        "fee_cases": [case for case in cases if case.get("fee_text")],
        "limit_cases": [case for case in cases if (case.get("limit") or {}).get("text")],
    }


def _where(content: Mapping[str, Any], places: list[Offering]) -> dict[str, Any]:
    compared = personal.compared(content)
    same, priced = _one_limit(content, compared), any(way.fees for way in compared)
    if same and not priced:
        compared = []  # the table would only repeat what "Thời hạn" said
    return {
        "ways": [{"way": way, "channel": CHANNELS.get(way.channel, way.channel), "fees": fee_words(way)} for way in compared],
        "same_limit": same,
        "priced": priced,
        "methods": [] if compared else content.get("methods", ()),
        "returning": [(CHANNELS.get(one.get("channel", ""), ""), one.get("text", "")) for one in content.get("returning", ())],
        "receiving": content.get("receiving") or [],
        "anywhere": bool(content.get("non_territorial")),
        "places": districts(places),
        "few": places if len(places) <= FEW_PLACES else [],
        "total": len(places),
    }


def _one_limit(content: Mapping[str, Any], compared: Sequence[personal.Way]) -> bool:
    """Whether every way promises the limit that the page has said already."""
    said = str((content.get("limit") or {}).get("text", ""))
    return all(said.startswith(str(way.limit.get("text") or said)) and not way.case for way in compared)


def fee_words(way: personal.Way) -> list[dict[str, Any]]:
    """The fees shown for a way: {kind, amount, text}; phí and lệ phí are never on one line (domain.md §1.6)."""
    return [
        {"kind": FEE_KINDS.get(fee.get("kind", ""), ""), "amount": fee.get("amount"), "text": fee.get("text", "")}
        for fee in way.fees
    ]


def _bases(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The legal texts by their order, each with its standing today. One query."""
    named = [base for base in content.get("legal_bases", ()) if base.get("code")]
    standings: Mapping[str, BasisStanding] = legal.standing([base["code"] for base in named], clock.today())
    return [{"code": base["code"], "name": base.get("name", ""), "standing": standings[base["code"]]} for base in named]


def districts(places: Sequence[Offering]) -> list[Mapping[str, Any]]:
    """Places under the body above the handling agency, as the tree orders them: {"above", "places"}."""
    above = [(place.handling.parent.name if place.handling.parent else place.handling.name, place) for place in places]
    return [
        {"above": name, "places": [place for _name, place in group]} for name, group in groupby(above, key=lambda item: item[0])
    ]
