"""Keeping search in step with the catalogue: entries are rebuilt where versions come into force."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection

from agencies.models import Agency, AgencySuccession
from common.text import fold, nfc
from procedures import revision
from procedures.models import Procedure, ProcedureVersion
from procedures.search.words import plain, tokens

_BATCH = 1000
_UPSERT = (
    "INSERT INTO procedures_searchentry (procedure_id, code, title, folded_title, folded_text, head, standing, field_code, "
    "field_name, levels, targets, service_level, title_vector, vector, english) "
    "SELECT r.id, r.code, r.title, r.folded, r.words, r.head, r.standing, r.field, r.field_name, string_to_array(r.levels, ','), "
    "string_to_array(r.targets, ','), r.service, r.title_vector::tsvector, r.vector::tsvector, r.english FROM unnest("
    "%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::text[], %s::text[], %s::text[], "
    "%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) r (id, code, title, folded, words, head, standing, field, "
    "field_name, levels, targets, service, title_vector, vector, english) ON CONFLICT (procedure_id) DO UPDATE SET (code, "
    "title, folded_title, folded_text, head, standing, field_code, field_name, levels, targets, service_level, title_vector, "
    "vector, english) = "
    "(EXCLUDED.code, EXCLUDED.title, EXCLUDED.folded_title, EXCLUDED.folded_text, EXCLUDED.head, EXCLUDED.standing, "
    "EXCLUDED.field_code, EXCLUDED.field_name, EXCLUDED.levels, EXCLUDED.targets, EXCLUDED.service_level, "
    "EXCLUDED.title_vector, EXCLUDED.vector, EXCLUDED.english)"
)
# Where a title goes on about cases, conditions, places of filing.
_HEAD_ENDS = re.compile(r"[(;\[/]| đối với | thực hiện | trong trường hợp | theo quy định")
_LEVEL_WORDS = (
    ("tw", ("bo", "cuc", "chinh phu", "nha nuoc viet nam", "trung uong", "tong cuc")),
    ("tinh", ("cap tinh", "so", "tinh", "thanh pho")),
    ("xa", ("cap xa", "ubnd xa", "phuong", "xa")),
)
_OFFICE = ("uy ban nhan dan", "ubnd", "thanh pho", "tp", "tinh")
Row = tuple[Any, ...]


def reindex(version: ProcedureVersion) -> None:
    """Rebuild the entry of a version's procedure; must run in the transaction that published it."""
    reindex_many([version])


def reindex_many(versions: Iterable[ProcedureVersion]) -> int:
    """Rebuild the entries of many versions' procedures (with ``procedure__field`` loaded) and return their number.

    One statement a thousand; the caller sees to it that only listed procedures come here (``selectors.listed``).
    """
    ours = _our_names()
    # The last of several versions of one procedure is the one that stands.
    rows = list({version.procedure_id: _row(version, ours) for version in versions}.values())
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            cursor.execute(_UPSERT, [list(column) for column in zip(*rows[start : start + _BATCH], strict=True)])
    if rows:
        revision.bump()
    return len(rows)


def _row(version: ProcedureVersion, ours: Sequence[str]) -> Row:
    content, procedure = version.content, version.procedure
    title = nfc(version.name)
    keywords, text = searchable(content, field=procedure.field.name)
    folded, folded_words, folded_text = tokens(title), tokens(keywords), tokens(text)
    levels, targets = levels_of(content), content.get("targets", ())
    names = english_names(content)
    return (
        version.procedure_id,
        procedure.code,
        title,
        " ".join(folded),
        " ".join([*folded_words, *folded_text]),
        len(tokens(_HEAD_ENDS.split(title, maxsplit=1)[0])) or len(folded),
        _standing(procedure, content, levels, ours),
        procedure.field.code,
        procedure.field.name,
        ",".join(levels),
        ",".join(targets),
        content.get("service_level") or ("full" if content.get("form") else "information"),
        _vector({"A": folded}),
        _vector({"D": folded_text, "B": [*folded_words, *tokens(" ".join(names))], "A": folded}),
        "\n".join(plain(name) for name in names),
    )


def searchable(content: Mapping[str, Any], *, field: str) -> tuple[str, str]:
    """What else a procedure is found by: (keywords and results, field and papers)."""
    results = [result["name"] for result in content.get("results", ()) if result.get("name")]
    papers = [paper["name"] for paper in content.get("papers", ()) if paper.get("name")]
    return " ".join([*content.get("keywords", ()), *results]), " ".join([field, *papers, *_agencies(content)])


def english_names(content: Mapping[str, Any]) -> list[str]:
    """What it is called in English: its name, its results, its keywords."""
    english = content.get("translations", {}).get("en", {})
    called = re.compile(r"results/[^/]+/name|keywords/\d+")
    names = [content.get("names", {}).get("en", ""), *(text for path, text in english.items() if called.fullmatch(path))]
    return [name for name in dict.fromkeys(names) if isinstance(name, str) and name.strip()]


def _agencies(content: Mapping[str, Any]) -> Iterator[str]:
    for bodies in content.get("agencies", {}).values():
        yield from (body["name"] for body in bodies if body.get("name"))


def _vector(weighted: Mapping[str, Sequence[str]]) -> str:
    """A tsvector's own text: every word once, with the best weight it has anywhere. Words are letters and digits only."""
    best = {word: weight for weight, words in weighted.items() for word in words}
    return " ".join(f"'{word}':1{weight}" for word, weight in best.items())


def levels_of(content: Mapping[str, Any]) -> list[str]:
    """The levels that carry it out, as the document says them or, where it does not, as its agencies' names tell."""
    if content.get("levels"):
        return list(content["levels"])
    names = [f" {plain(name)} " for name in _agencies(content)]
    return [level for level, words in _LEVEL_WORDS if any(f" {word} " in name for name in names for word in words)]


def _standing(procedure: Procedure, content: Mapping[str, Any], levels: Sequence[str], ours: Sequence[str]) -> int:
    """0 to 100: what the commune does for citizens comes before what a ministry does for banks, all else being equal; our
    province's own copy before the national procedure, another province's after it."""
    standing = 40 + next((points for level, points in (("xa", 20), ("huyen", 16), ("tinh", 10)) if level in levels), 0)
    standing += 10 if "ĐT1" in content.get("targets", ()) else 0
    if procedure.kind == Procedure.Kind.SPECIFIC:
        standing += 30 if _is_ours(content, ours) else -40
    return max(0, min(100, standing))


def _is_ours(content: Mapping[str, Any], ours: Sequence[str]) -> bool:
    """Whether a province's own procedure is this province's: it names it, or was written here and names nobody."""
    said = [*_agencies(content), *(str(value) for value in content.get("source", {}).values() if isinstance(value, str))]
    provinces = f" {' '.join(plain(text) for text in said)} "
    return not content.get("source") or any(f" {name} " in provinces for name in ours)


def _our_names() -> list[str]:
    """The folded names of this province and of those that took over from it (ADR 0004). Two queries."""
    root = Agency.objects.filter(code=settings.ROOT_AGENCY_CODE).first()
    heirs = (
        AgencySuccession.objects.filter(old__code=settings.ROOT_AGENCY_CODE).values_list("new__name", flat=True).order_by("pk")
    )
    names = [settings.PROVINCE, *([root.name] if root else []), *heirs]
    return [bare for bare in dict.fromkeys(_bare(name) for name in names) if bare]


def _bare(name: str) -> str:
    folded = fold(name)
    for words in _OFFICE:
        folded = folded.removeprefix(words).strip()
    return folded
