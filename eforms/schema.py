"""Loads a Form.io document: accepted and compiled once, or refused with every path that is wrong.

``load`` is for saving and publishing: what the language does not know is refused (``eforms.survey``, ``eforms.reader``).
``load_stored`` is for versions that were published: it never refuses what was once accepted. What today's language would refuse
is lint there: an unknown type only shows its stored answers, a rule or condition that cannot be compiled is left out.
``in_language`` gives the same form with its texts in another language.

Compiled forms are kept by the hash of their content, so a published version is compiled once per process.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eforms import forbidden, lint, order, reach, translating
from eforms.nodes import Field, Form, Lint, Page, Refusal
from eforms.paths import bare, section
from eforms.reader import Reader
from eforms.survey import Draft, Survey

LANGUAGE = 2
"""The version of the language; a document may say ``properties.vn.language``, one from the future is refused."""
SOURCE = "vi"
MOST_CACHED = 256
MOST_BYTES = 2_000_000
_cache: OrderedDict[tuple[str, bool, str], Form] = OrderedDict()
_lock = Lock()


class Refused(ValueError):
    """The document is not accepted; ``refusals`` says where, why and what to do."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(f"{r.path}: {r.message}" for r in refusals))


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document in canonical JSON."""
    return hashlib.sha256(_canonical(document)).hexdigest()


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def load(document: Mapping[str, Any]) -> Form:
    """Compile ``document`` (remembered by content). Raises ``Refused``."""
    canonical = _readable(document)
    if len(canonical) > MOST_BYTES:
        raise Refused([Refusal("", "too-large", _("Biểu mẫu quá lớn. Chia nó thành nhiều biểu mẫu."))])
    return _kept(canonical, stored=False)


def load_stored(document: Mapping[str, Any]) -> Form:
    """Compile a published document; what is wrong with it today is lint. Raises ``Refused`` only for what is no object."""
    canonical = _readable(document)
    try:
        return _kept(canonical, stored=False)
    except Refused:
        return _kept(canonical, stored=True)


def in_language(form: Form, language: str | None = None) -> Form:
    """The form with its texts in ``language`` (that of the request by default); itself when it has no such translation."""
    wanted = (language or get_language() or SOURCE).partition("-")[0]
    wanted = wanted if wanted in form.languages else SOURCE
    if wanted == form.language:
        return form
    if wanted == SOURCE:
        return load_stored(form.document)
    return _remembered((form.hash, True, wanted)) or _kept(_canonical(form.document), stored=True, language=wanted)


def _readable(document: Mapping[str, Any]) -> bytes:
    if not isinstance(document, Mapping):
        raise Refused([Refusal("", "bad-document", _("Biểu mẫu phải là một đối tượng JSON có “components”."))])
    try:
        return _canonical(document)
    except (TypeError, ValueError, RecursionError):
        raise Refused([Refusal("", "bad-document", _("Biểu mẫu không đọc được như JSON."))]) from None


def _kept(canonical: bytes, *, stored: bool, language: str = SOURCE) -> Form:
    key = (hashlib.sha256(canonical).hexdigest(), stored, language)
    form = _remembered(key)
    if form is not None:
        return form
    form = _compile(json.loads(canonical), key[0], stored=stored, language=language)
    with _lock:
        _cache[key] = form
        while len(_cache) > MOST_CACHED:
            _cache.popitem(last=False)
    return form


def _remembered(key: tuple[str, bool, str]) -> Form | None:
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
        return _cache.get(key)


def _compile(document: Mapping[str, Any], key: str, *, stored: bool, language: str) -> Form:
    dictionaries = translating.dictionaries(document)
    if language != SOURCE:
        source, document = document, translating.translated(document, dictionaries[language])
    else:
        source = document
    survey = Survey(wizard=document.get("display") == "wizard", stored=stored, language=language)
    roots, nodes = _read(document, survey)
    settled = _settled(nodes, survey)
    gone = reach.dead(settled, nodes)
    pages = _pages(document, roots)
    _unreachable(pages, survey, gone)
    _unstored(nodes, survey)
    if not stored:
        for other, words in dictionaries.items():
            _translation(document, other, words, survey)
        if survey.refusals:
            raise Refused(survey.refusals)
    was = tuple(Lint(refusal.path, f"was-accepted:{refusal.reason}", refusal.message) for refusal in survey.refusals)
    return Form(
        hash=key,
        title=str(document.get("title") or ""),
        pages=pages,
        nodes=nodes,
        order=settled,
        lint=(*was, *lint.remarks(nodes, pages, gone, source)),
        by_path={bare(node.path): node for node in nodes},
        document=source,
        buttons=tuple(survey.buttons),
        language=language,
        languages=frozenset(dictionaries),
    )


def _read(document: Mapping[str, Any], survey: Survey) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The top components, and all of them in the order of the document."""
    version = section(section(document, "properties"), "vn").get("language")
    if isinstance(version, int) and version > LANGUAGE:
        survey.refuse(
            "properties.vn.language", "newer-language", _("Biểu mẫu viết cho bản phần mềm mới hơn. Cập nhật cổng trước.")
        )
    for path, reason, message in forbidden.in_form(document):
        survey.refuse(path, reason, message)
    drafts = survey.walk(document.get("components"), "components", "", "", (), ())
    reader = Reader(survey)
    roots = tuple(reader.build(draft) for draft in drafts)
    nodes = tuple(reader.nodes[index] for index in sorted(reader.nodes))
    if not survey.refusals and not any(node.kind.input for node in nodes):
        survey.refuse("components", "empty", _("Biểu mẫu chưa có ô nào để trả lời. Thêm ít nhất một ô."))
    return roots, nodes


def _settled(nodes: tuple[Field, ...], survey: Survey) -> tuple[Field, ...]:
    try:
        return order.settle_order(nodes)
    except order.Cycle as cycle:
        survey.refusals.append(_cycle(cycle, survey.drafts))
        return order.document_order(nodes)


def _cycle(cycle: order.Cycle, drafts: list[Draft]) -> Refusal:
    names = " → ".join(bare(member.path) for member in cycle.members)
    message = _("Các điều kiện hoặc phép tính chờ lẫn nhau thành vòng: %s. Bỏ bớt một điều kiện.") % names
    return Refusal(drafts[cycle.members[0].index].at, "cycle", message)


def _unreachable(pages: tuple[Page, ...], survey: Survey, gone: set[int]) -> None:
    """A page that nobody can come to is a mistake, and would hide that its questions are never asked."""
    for page in pages:
        if page.node is not None and page.node.index in gone:
            at = survey.drafts[page.node.index].at
            message = _("Không câu trả lời nào dẫn tới trang “%s”. Sửa điều kiện hiện trang hoặc bỏ trang.") % page.title
            survey.refuse(f"{at}.conditional", "unreachable", message)


def _unstored(nodes: tuple[Field, ...], survey: Survey) -> None:
    """An answer that is not stored cannot decide anything: read again tomorrow, the form would stand differently."""
    unstored = {node.index for node in nodes if not node.stored}
    if not unstored:
        return
    index = order.Index(nodes)
    for node in nodes:
        for read in index.reads(node):
            if read.index in unstored:
                message = _("Ô “%s” không được lưu (persistent) nên không thể dùng trong điều kiện hay phép tính.") % bare(
                    read.path
                )
                survey.refuse(survey.drafts[node.index].at, "not-stored", message)


def _translation(document: Mapping[str, Any], language: str, words: Mapping[str, str], survey: Survey) -> None:
    """A translation can bring in what the form itself may not hold (a script in a content): it is read as strictly."""
    other = Survey(wizard=survey.wizard, language=language)
    _read(translating.translated(document, words), other)
    here = {(refusal.path, refusal.reason) for refusal in survey.refusals}
    for refusal in other.refusals:
        if (refusal.path, refusal.reason) not in here:
            survey.refuse(f"i18n.{language}", refusal.reason, f"{refusal.path}: {refusal.message}")


def _pages(document: Mapping[str, Any], roots: tuple[Field, ...]) -> tuple[Page, ...]:
    """Top-level panels are the pages of a wizard; what stands outside them belongs to the first page."""
    panels = [node for node in roots if node.kind.name == "panel"]
    if document.get("display") != "wizard" or not panels:
        return (Page("form", str(document.get("title") or ""), roots),)
    stray = tuple(node for node in roots if node.kind.name != "panel")
    return tuple(
        Page(node.key, node.label, (*stray, *node.children) if number == 0 else node.children, node)
        for number, node in enumerate(panels)
    )
