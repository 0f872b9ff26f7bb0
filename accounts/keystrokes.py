"""Vietnamese that arrives as raw keystrokes: a scanner that types Telex or VNI while the computer's input method is off.

Pure. ``Nguyeenx Vawn Ddatj`` and ``Nguye64n Va8n D9a5t`` both read Nguyễn Văn Đạt. A word is only changed when what comes out is
a syllable of the language; ``Park`` and ``B2`` stay what they are.
"""

import re
import unicodedata

TONES = {"sắc": "\u0301", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323"}
_TELEX_TONE = dict(zip("sfrxj", TONES.values(), strict=True))
_VNI_TONE = dict(zip("12345", TONES.values(), strict=True))
_ROUND = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_VNI_SHAPE = {"6": _ROUND, "7": _HORN, "8": {"a": "ă"}, "9": {"d": "đ"}}
_TELEX_W = {"a": "ă", **_HORN}
_VOWELS = "aăâeêioôơuưy"
_SHAPED = "ăâêôơư"
_WORD = re.compile(r"[^\W_]+")
_INITIAL = "ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx]"
_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa"
    "|ưi|ưu|ươ|yê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?P<head>{_INITIAL})?(?P<vowels>{_NUCLEUS})(?P<tail>ng|nh|ch|[cmnpt])?")


def from_telex(text: str) -> str:
    """The text with every word that spells a syllable in Telex composed."""
    return _WORD.sub(lambda found: _composed(found.group(), telex=True), text)


def from_vni(text: str) -> str:
    """The text with every word that spells a syllable in VNI composed; a letter with a number (A1) is an address's own."""
    return _WORD.sub(lambda found: found.group() if len(found.group()) < 3 else _composed(found.group(), telex=False), text)


def looks_vni(text: str) -> bool:
    """Whether digits stand inside or behind letters, as they never do in a name."""
    return text.isascii() and re.search(r"[A-Za-z]\d", text) is not None


def looks_telex(text: str) -> bool:
    """Whether at least one word is no syllable as it stands and is one when read as Telex."""
    return text.isascii() and from_telex(text) != text


def _composed(word: str, *, telex: bool) -> str:
    letters, tone = _telex(word.lower()) if telex else _vni(word.lower())
    bare = "".join(letters)
    unchanged = bare == word.lower() and not tone
    if unchanged or _SYLLABLE.fullmatch(word.lower()) or not _SYLLABLE.fullmatch(bare):
        return word
    return _cased(_toned(bare, tone), word)


def _telex(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for letter in word:
        vowel = any(one in _VOWELS for one in letters)
        if letter in _TELEX_TONE and vowel:
            tone = _TELEX_TONE[letter]
        elif letter == "w":
            if not _shape(letters, _TELEX_W):
                letters.append("ư")
        elif letter == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif letter in _ROUND and letter in letters and _shape(letters, {letter: _ROUND[letter]}):
            continue
        else:
            letters.append(letter)
    return letters, tone


def _vni(word: str) -> tuple[list[str], str]:
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _VNI_TONE and letters:
            tone = _VNI_TONE[letter]
        elif letter not in _VNI_SHAPE or not _shape(letters, _VNI_SHAPE[letter]):
            letters.append(letter)
    return letters, tone


def _shape(letters: list[str], shapes: dict[str, str]) -> bool:
    """Give the last letter that can take it its shape; ``uo`` takes the horn together. Whether one could."""
    for at in range(len(letters) - 1, -1, -1):
        plain = letters[at]
        if plain in shapes:
            letters[at] = shapes[plain]
            if shapes[plain] == "ơ" and at and letters[at - 1] == "u" and letters[: at - 1] != ["q"]:
                letters[at - 1] = "ư"
            return True
    return False


def _toned(bare: str, tone: str) -> str:
    if not tone:
        return bare
    found = _SYLLABLE.fullmatch(bare)
    assert found is not None
    vowels, start = found["vowels"], found.start("vowels")
    shaped = [at for at, letter in enumerate(vowels) if letter in _SHAPED]
    if shaped:
        at = shaped[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and not found["tail"]):
        at = 0
    else:
        at = 1
    place = start + at
    return unicodedata.normalize("NFC", bare[: place + 1] + tone + bare[place + 1 :])


def _cased(word: str, like: str) -> str:
    letters = [letter for letter in like if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return word.upper()
    return word[:1].upper() + word[1:] if letters[0].isupper() else word
