"""Which components no answers can ever show: their conditions, those of what holds them and of what they ask about clash."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from common.jsvalues import text
from eforms.building.questions import Question, questions, seen_from
from eforms.building.sentences import Sentence, Sentences, read_condition, sentence_words
from eforms.building.tree import Document, Place, places
from eforms.paths import bare

_ONE_OF = frozenset({"radio", "select", "checkbox"})
Allowed = dict[str, frozenset[str]]


def unreachable(document: Document, known: Sequence[Place] = ()) -> Iterator[tuple[Place, str]]:
    """(component, sentence) for every component that is itself the cause; what lies inside one is not told again."""
    looking = _Looking(document, known or places(document))
    lost: set[str] = set()
    for one in looking.known:
        if one.parent in lost:
            lost.add(one.ref)
            continue
        message = looking.clash(one)
        if message:
            lost.add(one.ref)
            yield one, message


class _Looking:
    """What each component needs, remembered."""

    def __init__(self, document: Document, known: Sequence[Place]) -> None:
        self.known = known
        self.by_ref = {one.ref: one for one in known}
        self.by_path = {bare(one.path): one for one in known}
        self.asked = questions(document)

    def clash(self, one: Place) -> str:
        """Why it can never show, "" when it can."""
        allowed: Allowed = {}
        said: dict[str, str] = {}
        for needed in self._needs(one, set()):
            for path, values, words in _limits(*needed):
                before = allowed.get(path)
                allowed[path] = values if before is None else before & values
                if not allowed[path]:
                    both = words if before is None or not said.get(path) else f"{said[path]}; {words}"
                    return _("Không bao giờ hiện vì không câu trả lời nào làm điều kiện đúng: %s.") % both
                said[path] = words
        return ""

    def _needs(self, one: Place, seen: set[str]) -> Iterator[tuple[Sentences, Mapping[str, Question]]]:
        """The conditions of the component, of its holders, and of the questions whose answers they need."""
        here: Place | None = one
        while here is not None and here.ref not in seen:
            seen.add(here.ref)
            asked = seen_from(self.asked, here.grid)
            condition = read_condition(here.spec.get("conditional"), asked)
            if isinstance(condition, Sentences):
                yield condition, asked
                if condition.show and condition.every:
                    for sentence in condition.sentences:
                        other = self.by_path.get(sentence.question)
                        if other is not None and sentence.operator in ("isEqual", "oneOf", "isNotEmpty", "includes"):
                            yield from self._needs(other, seen)
            here = self.by_ref.get(here.parent)


def _limits(condition: Sentences, asked: Mapping[str, Question]) -> Iterator[tuple[str, frozenset[str], str]]:
    """(question, answers that are left, words) of a condition that limits single choices."""
    positive = condition.show
    joined = condition.every if positive else not condition.every
    parts = []
    for sentence in condition.sentences:
        question = asked.get(sentence.question)
        if question is None or question.kind.name not in _ONE_OF or question.list_name:
            if not joined:
                return
            continue
        values = _values(sentence, question, positive)
        if values is None:
            if not joined:
                return
            continue
        parts.append((question.path, values, sentence_words(sentence, asked)))
    if joined:
        yield from parts
    elif parts and len({path for path, _values_, _words in parts}) == 1:
        yield parts[0][0], frozenset().union(*(values for _path, values, _words in parts)), parts[0][2]


def _values(sentence: Sentence, question: Question, positive: bool) -> frozenset[str] | None:
    """The answers with which the sentence holds (or does not); ``None`` when it says nothing about them."""
    every = {"true", "false"} if question.kind.name == "checkbox" else {value for value, _label in question.options}
    named = {text(value) for value in (sentence.value if isinstance(sentence.value, (list, tuple)) else [sentence.value])}
    if sentence.operator in ("isEqual", "oneOf"):
        return frozenset(every & named if positive else every - named | {""})
    if sentence.operator in ("isNotEqual", "notOneOf"):
        return frozenset((every | {""}) - named if positive else every & named)
    return None
