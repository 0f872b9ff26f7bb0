"""Who a procedure is for (đối tượng thực hiện): the national codes and their words (domain.md §2.3)."""

from collections.abc import Iterable, Mapping

from common.text import fold

TARGETS: Mapping[str, str] = {
    "ĐT1": "Công dân Việt Nam",
    "ĐT2": "Doanh nghiệp",
    "ĐT3": "Người nước ngoài cư trú tại Việt Nam",
    "ĐT4": "Người nước ngoài",
    "ĐT6": "Tổ chức Đảng",
    "ĐT7": "Tổ chức nước ngoài",
    "ĐT8": "Doanh nghiệp Việt Nam",
    "ĐT9": "Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)",
    "ĐT10": "Doanh nghiệp có vốn đầu tư nước ngoài",
    "DT11": "Hợp tác xã",
    "DT12": "Người Việt Nam định cư ở nước ngoài",
    "DT13": "Cán bộ, công chức, viên chức",
    "ĐT14": "Công dân Việt Nam không xác định được nơi thường trú, tạm trú",
    "ĐT15": "Người nước ngoài đã cư trú tại Việt Nam",
}
PEOPLE = frozenset({"ĐT1", "ĐT3", "ĐT4", "DT12", "DT13", "ĐT14", "ĐT15"})
# How the national list spells some of them.
_ALSO = {
    "Tổ chức (không bao gồm doanh nghiệp, HTX)": "ĐT9",
    "Công dân Việt Nam mà không xác định được nơi thường trú hoặc nơi tạm trú": "ĐT14",
}
_BY_WORDS = {fold(words): code for code, words in TARGETS.items()} | {fold(words): code for words, code in _ALSO.items()}
_BY_CODE = {fold(code): code for code in TARGETS}


def only_people(codes: Iterable[str]) -> bool:
    """Whether these targets leave out every kind of organisation; unknown ones, or none at all, leave out nobody."""
    known = {code_of(code) for code in codes}
    return bool(known) and known <= PEOPLE


def leaves_out_people(codes: Iterable[str]) -> bool:
    """Whether these targets leave out every kind of person; unknown ones, or none at all, leave out nobody."""
    known = {code_of(code) for code in codes}
    return bool(known) and None not in known and not known & PEOPLE


def words_of(code: str) -> str:
    """The words for a code; a code that is not known is shown as it is."""
    return TARGETS.get(code_of(code) or code, code)


def code_of(written: str) -> str | None:
    """The code for a code however its Đ is written, or for its words; ``None`` when neither is known."""
    folded = fold(written)
    return _BY_CODE.get(folded) or _BY_WORDS.get(folded)
