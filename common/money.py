"""Money is a whole number of đồng; there is no fraction and no other currency."""

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")


def vnd(amount: int) -> str:
    """8000 → 8.000 đ."""
    return f"{amount:,}".replace(",", ".") + " đ"


def _three(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_UNITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 1:
        said.append("mười")
    elif tens:
        said.append(f"{_UNITS[tens]} mươi")
    elif ones and said:
        said.append("linh")
    if ones == 1 and tens > 1:
        said.append("mốt")
    elif ones == 5 and tens:
        said.append("lăm")
    elif ones:
        said.append(_UNITS[ones])
    return " ".join(said)


def in_words(amount: int) -> str:
    """Read an amount as receipts print it: 21015 → hai mươi mốt nghìn không trăm mười lăm đồng."""
    if amount < 0:
        return f"âm {in_words(-amount)}"
    if amount == 0:
        return "không đồng"
    billions, rest = divmod(amount, 10**9)
    head = f"{in_words(billions).removesuffix(' đồng')} tỷ" if billions else ""
    said = [head] if head else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            said.append(_three(group, full=bool(said)) + _GROUPS[power])
    return " ".join(said) + " đồng"
