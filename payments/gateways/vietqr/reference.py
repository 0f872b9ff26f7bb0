"""The reference that a payer's bank carries to our statement: letters that survive capitals, missing marks and typing.

``DVC`` + nine random + one check character of Crockford's alphabet (no I, L, O, U). Banks drop punctuation and change case, so
nothing else is in it; the check character makes a mistyped one no one's rather than somebody else's.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "DVC"
LENGTH = 9
_SHAPE = re.compile(rf"(?=({PREFIX}[{ALPHABET}]{{{LENGTH + 1}}}))")


def new() -> str:
    """A reference that nobody guesses; its attempt's unique key refuses the one in 2^45 that meets another."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return PREFIX + body + _check(body)


def found_in(text: str) -> list[str]:
    """Every well-formed reference in a transfer's text, in order, without repetition."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    right = (code for code in _SHAPE.findall(bare) if _check(code[len(PREFIX) : -1]) == code[-1])
    return list(dict.fromkeys(right))


def _check(body: str) -> str:
    return ALPHABET[sum(ALPHABET.index(letter) * (place * 2 + 3) for place, letter in enumerate(body)) % 31]
