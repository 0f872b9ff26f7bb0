"""Parts that an entry of a version lacks, said as an office worker calls them."""

from collections.abc import Iterable

_WORDS = {
    "accept": "loại tệp nhận",
    "amount": "mức thu",
    "basis": "văn bản quy định mức thu",
    "code": "mã",
    "copies": "số bản sao",
    "key": "khóa",
    "kind": "loại",
    "name": "tên",
    "originals": "số bản chính",
    "required": "bắt buộc hay không",
    "template": "mẫu in",
    "validity": "thời hạn hiệu lực",
}


def sentence(keys: Iterable[str]) -> str:
    """Return "Thiếu mẫu in, thời hạn hiệu lực." of the keys that are not there."""
    return f"Thiếu {', '.join(_WORDS.get(key, key) for key in sorted(keys))}."
