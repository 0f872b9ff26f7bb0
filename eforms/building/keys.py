"""Keys proposed from labels: "Họ và tên" → hoVaTen. A person may give another; it never changes by itself afterwards."""

import re
from collections.abc import Collection

from common.text import fold

_WORD = re.compile(r"[a-z0-9]+")
MOST_WORDS = 6
KEY = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*", re.ASCII)


def key_for(label: str) -> str:
    """A key out of a label: words without marks, joined; at most six of them, never beginning with a digit."""
    words = _WORD.findall(fold(label))[:MOST_WORDS]
    if not words:
        return "cau"
    key = words[0] + "".join(word.capitalize() for word in words[1:])
    return f"c{key}" if key[0].isdigit() else key


def fresh_key(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or the first of wanted2, wanted3, … that is not taken, does not lie inside a taken one and holds none.

    What lies inside a taken one gets another first name: with ``nyc`` taken, ``nyc.hoTen`` becomes ``nyc2.hoTen``.
    """
    head, dot, rest = wanted.partition(".")
    inside = any(wanted.startswith(f"{other}.") for other in taken)
    number, key = 1, wanted
    while any(key == other or key.startswith(f"{other}.") or other.startswith(f"{key}.") for other in taken):
        number += 1
        key = f"{head}{number}{dot}{rest}" if inside else f"{wanted}{number}"
    return key


def taken_in(paths: Collection[str], scope: str) -> set[str]:
    """The paths without brackets that lie in ``scope``, as they are written there; all of them for the scope ""."""
    return {path.removeprefix(f"{scope}.") for path in paths if path.startswith(f"{scope}.")} if scope else set(paths)
