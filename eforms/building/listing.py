"""The form as flat rows: what a keyboard-usable list shows and which moves each row allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eforms.building.advice import Remark
from eforms.building.catalogue import kind_words
from eforms.building.crossrules import required_condition, rule_words
from eforms.building.moving import possible
from eforms.building.options import options_of
from eforms.building.questions import Question, questions, seen_from
from eforms.building.sentences import condition_words
from eforms.building.tree import Document, Place, places, slots, vn
from eforms.paths import section


@dataclass(frozen=True, slots=True)
class Badge:
    """A remark on a row in one or two words. ``code``: optional, condition, requiredWhen, calculated, state, prefilled, block,
    rule, options, readonly."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One component in the list. ``moves``: which of up, down, in, out are possible; ``slots``: where something can be put
    into it
    (slot, words); ``locked``: inside a linked block; ``remarks``: how many remarks it has; ``stops``: one of them keeps the form
    from being published; ``condition``: its condition in words, "" for none."""

    ref: str
    depth: int
    type: str
    kind: str
    label: str
    key: str
    path: str
    page: str
    page_title: str
    parent: str
    is_page: bool
    badges: tuple[Badge, ...]
    condition: str
    moves: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    locked: bool
    remarks: int
    stops: bool


def rows(document: Document, remarks: Sequence[Remark] = ()) -> tuple[Row, ...]:
    """Every component in order, depth 0 for pages."""
    known = places(document)
    asked = questions(document)
    titles = {one.ref: one.label for one in known if one.is_page}
    by_ref: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_ref.setdefault(remark.ref, []).append(remark)
    return tuple(_row(one, known, seen_from(asked, one.grid), titles, by_ref.get(one.ref, [])) for one in known)


def _row(
    one: Place, known: Sequence[Place], asked: Mapping[str, Question], titles: Mapping[str, str], remarks: Sequence[Remark]
) -> Row:
    words = kind_words(one.type)
    name = _("Trang") if one.is_page else _("Phần có tên") if one.type == "panel" else words.name
    return Row(
        ref=one.ref, depth=one.depth, type=one.type, kind=name, label=one.label, key=one.key, path=one.path, page=one.page,
        page_title=titles.get(one.page, ""), parent=one.parent, is_page=one.is_page, badges=tuple(_badges(one, asked)),
        condition=condition_words(one.spec.get("conditional"), asked), moves=tuple(possible(known, one)), slots=_slots(one),
        locked=bool(one.block), remarks=len(remarks), stops=any(remark.severity == "stop" for remark in remarks),
    )  # fmt: skip


def _slots(one: Place) -> tuple[tuple[str, str], ...]:
    if one.block or vn(one.spec).get("block"):
        return ()
    own = [name for name, _where, _held in slots(one.spec)]
    if own == [""]:
        return ((one.ref, one.label),)
    named = []
    for name in own:
        down, dot, across = name.removeprefix("/").partition(".")
        said = _("Hàng %(down)d, cột %(across)d") % {"down": int(down) + 1, "across": int(across or 0) + 1} if dot else ""
        named.append((one.ref + name, said or _("Cột %d") % (int(down) + 1)))
    return tuple(named)


def _badges(one: Place, asked: Mapping[str, Question]) -> Iterator[Badge]:
    spec, own = one.spec, vn(one.spec)
    rules = section(spec, "validate")
    computed = bool(spec.get("calculateValue")) or (one.kind is not None and one.kind.computed)
    needed = required_condition(spec)
    if needed:
        yield Badge("requiredWhen", _("Bắt buộc theo điều kiện"))
    elif one.asks and not computed and rules.get("required") is not True and not rules.get("json"):
        yield Badge("optional", _("Không bắt buộc"))
    if spec.get("conditional") and condition_words(spec["conditional"], asked):
        yield Badge("condition", _("Có điều kiện"))
    if computed:
        yield Badge("calculated", _("Tự tính"))
    if own.get("fact"):
        yield Badge("state", _("Lấy từ dữ liệu Nhà nước"))
    if own.get("prefill") or spec.get("customDefaultValue"):
        yield Badge("prefilled", _("Điền sẵn"))
    if rules.get("json"):
        yield Badge("rule", rule_words(rules["json"], asked))
    if spec.get("disabled") is True:
        yield Badge("readonly", _("Chỉ để đọc"))
    if own.get("block"):
        yield Badge("block", _("Khối liên kết, bản %s") % section(own, "block").get("version"))
    if options_of(spec):
        yield Badge("options", _("%d lựa chọn") % len(options_of(spec)))
