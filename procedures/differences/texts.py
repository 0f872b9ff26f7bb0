"""Names, sentences, lists of sentences, and the English beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.differences.lists import by_text
from procedures.differences.said import Difference, added, changed, part, removed, short, text, texts

Content = Mapping[str, Any]
_SENTENCES: Mapping[str, str | Promise] = {
    "summary": gettext_lazy("câu tóm tắt"),
    "who": gettext_lazy("phần “Ai được làm”"),
}
# list → (one of them, in words)
_LISTS: Mapping[str, str | Promise] = {
    "steps": gettext_lazy("bước"),
    "conditions": gettext_lazy("điều kiện"),
    "receiving": gettext_lazy("địa chỉ tiếp nhận"),
}


def names(old: Content, new: Content) -> Iterator[Difference]:
    before, after = text(part(old, "names"), "vi"), text(part(new, "names"), "vi")
    if before == after:
        return
    if not before:
        yield added("names/vi", _("Tên thủ tục: “%s”.") % after, after)
    else:
        yield changed("names/vi", _("Tên thủ tục từ “%(old)s” thành “%(new)s”.") % {"old": before, "new": after}, before, after)


def sentences(old: Content, new: Content) -> Iterator[Difference]:
    for name, what in _SENTENCES.items():
        yield from reworded(name, str(what), text(old, name), text(new, name))


def reworded(path: str, what: str, before: str, after: str) -> Iterator[Difference]:
    """A text that was added, dropped or written anew."""
    if before == after:
        return
    if not before:
        yield added(path, _("Thêm %(what)s: “%(text)s”.") % {"what": what, "text": short(after)}, after)
    elif not after:
        yield removed(path, _("Bỏ %(what)s: “%(text)s”.") % {"what": what, "text": short(before)}, before)
    else:
        yield changed(path, _("Viết lại %(what)s: “%(text)s”.") % {"what": what, "text": short(after)}, before, after)


def lists(old: Content, new: Content) -> Iterator[Difference]:
    for name, what in _LISTS.items():
        yield from listed(name, str(what), texts(old, name), texts(new, name))


def listed(path: str, what: str, before: list[str], after: list[str]) -> Iterator[Difference]:
    """A list of texts, each numbered as people read it."""
    found = by_text(before, after)
    for one in found.added:
        words = {"what": what, "n": after.index(one) + 1, "text": short(one)}
        yield added(f"{path}/{after.index(one)}", _("Thêm %(what)s %(n)d: “%(text)s”.") % words, one)
    for place, (earlier, later) in enumerate(found.kept):
        at = after.index(later)
        words = {"what": what, "n": at + 1, "text": short(later), "was": before.index(earlier) + 1}
        if earlier != later:
            yield changed(f"{path}/{at}", _("Viết lại %(what)s %(n)d: “%(text)s”.") % words, earlier, later)
        if place in found.moved:
            yield changed(f"{path}/{at}", _("Chuyển %(what)s %(was)d thành %(what)s %(n)d: “%(text)s”.") % words, earlier, later)
    for one in found.removed:
        words = {"what": what, "n": before.index(one) + 1, "text": short(one)}
        yield removed(f"{path}/{before.index(one)}", _("Bỏ %(what)s %(n)d của bản trước: “%(text)s”.") % words, one)


def keywords(old: Content, new: Content) -> Iterator[Difference]:
    before, after = texts(old, "keywords"), texts(new, "keywords")
    if fresh := [one for one in after if one not in before]:
        yield added("keywords", _("Thêm từ khóa: %s.") % short(", ".join(fresh)), fresh)
    if gone := [one for one in before if one not in after]:
        yield removed("keywords", _("Bỏ từ khóa: %s.") % short(", ".join(gone)), gone)


def english(old: Content, new: Content) -> Iterator[Difference]:
    before, after = text(part(old, "names"), "en"), text(part(new, "names"), "en")
    yield from reworded("names/en", _("tên tiếng Anh"), before, after)
    earlier, later = part(part(old, "translations"), "en"), part(part(new, "translations"), "en")
    counts = (
        (added, _("Dịch thêm %d đoạn sang tiếng Anh."), [path for path in later if path not in earlier], later),
        (changed, _("Sửa bản dịch tiếng Anh của %d đoạn."), [p for p in later if p in earlier and later[p] != earlier[p]], later),
        (removed, _("Bỏ bản dịch tiếng Anh của %d đoạn."), [path for path in earlier if path not in later], earlier),
    )
    for make, sentence, paths, held in counts:
        if paths:
            yield make("translations/en", sentence % len(paths), [f"{path}: {held[path]}" for path in paths])


PARTS = (names, sentences, lists, keywords, english)
