"""Vietnamese text: NFC at every edge, folding for search, a sort key because the embedded PostgreSQL has no ICU."""

import re
import unicodedata

_ORDER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
_RANK = {letter: f"{index:02x}" for index, letter in enumerate(_ORDER)}
_BLANKS = re.compile(r"\s+")


def nfc(value: str) -> str:
    """Compose; every string that enters the system passes here once (NFD falls out of the font's subset)."""
    return unicodedata.normalize("NFC", value)


def tidy(value: str) -> str:
    """NFC, without control characters, blanks collapsed, ends trimmed: a one-line value."""
    kept = nfc(value)
    if not kept.isprintable():
        kept = "".join(c for c in kept if c.isspace() or unicodedata.category(c)[0] != "C")
    return _BLANKS.sub(" ", kept).strip()


def fold(value: str) -> str:
    """Lower case without diacritics, for search and comparison: ``Đăng ký`` and ``dang ky`` meet."""
    decomposed = unicodedata.normalize("NFD", value.lower().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BLANKS.sub(" ", bare).strip()


def sort_key(value: str) -> str:
    """A key whose plain byte order is the Vietnamese alphabet's order, tones after letters of one base."""
    return "".join(_RANK.get(c, c if c.isascii() else "~") if not c.isspace() else " " for c in nfc(value).lower())


def mask_name(name: str) -> str:
    """Ng*** V** A: enough to recognise one's own dossier, not enough to learn a stranger's name."""
    words = name.split()
    if not words:
        return ""
    masked = [f"{word[:2]}***" if index == 0 else f"{word[:1]}**" for index, word in enumerate(words[:-1])]
    return " ".join([*masked, words[-1][:1]])


def short_name(name: str) -> str:
    """Trần Thị Bình → Trần T. B.: for lists, where the whole name is not needed."""
    words = name.split()
    return " ".join([*words[:1], *(f"{word[:1]}." for word in words[1:])])
