"""A form in another language: Form.io's convention, a dictionary per language from the text as written to its translation.

    {"components": […], "i18n": {"en": {"Họ và tên": "Full name", "Nhập họ tên như trên thẻ": "As on your card"}}}

Every text that people read goes through it: labels, titles, hints, options, contents, own messages, sentences of JsonLogic rules,
texts of logic. What has no translation stays as written. Keys, values and conditions are never touched.
"""

from collections.abc import Mapping
from typing import Any

Json = Any
Dictionary = Mapping[str, str]

_TEXTS = """label title legend description tooltip placeholder prefix suffix html content errorLabel customMessage patternMessage
    minSelectedCountMessage maxSelectedCountMessage noun item text"""
TEXTS = frozenset(_TEXTS.split())
_SENTENCES = frozenset({"errors", "messages"})
_KEPT = "conditional trigger calculateValue customDefaultValue defaultValue i18n key type value name custom"
_UNTOUCHED = frozenset(_KEPT.split())


def dictionaries(document: Mapping[str, Any]) -> dict[str, Dictionary]:
    """The dictionaries of a document by language; what is not text to text is left out."""
    found = document.get("i18n")
    languages = found.items() if isinstance(found, Mapping) else ()
    return {
        str(language): {str(k): v for k, v in words.items() if isinstance(v, str) and v}
        for language, words in languages
        if isinstance(words, Mapping)
    }


def translated(document: Mapping[str, Any], words: Dictionary) -> dict[str, Any]:
    """The document with its texts in the language of ``words``."""
    return {name: value if name in _UNTOUCHED else _walk(name, value, words) for name, value in document.items()}


def _walk(name: str, value: Json, words: Dictionary) -> Json:
    if isinstance(value, str):
        return words.get(value, value) if name in TEXTS else value
    if isinstance(value, list):
        return [_walk(name, item, words) if not isinstance(item, str) else item for item in value]
    if not isinstance(value, Mapping):
        return value
    if name == "json":
        return _said(value, words)
    if name in _SENTENCES:
        return {key: words.get(said, said) if isinstance(said, str) else said for key, said in value.items()}
    return translated(value, words)


def _said(rule: Json, words: Dictionary) -> Json:
    """The sentences that a rule can answer with: branches of if, and, or; texts that are compared stay."""
    if isinstance(rule, str):
        return words.get(rule, rule)
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return rule
    ((operator, given),) = rule.items()
    if not isinstance(given, list):
        return rule
    if operator in ("if", "?:"):
        last = len(given) - 1
        return {operator: [_said(part, words) if at % 2 or at == last else part for at, part in enumerate(given)]}
    if operator in ("and", "or", "cat"):
        return {operator: [_said(part, words) for part in given]}
    return rule


def texts(document: Json, name: str = "") -> set[str]:
    """Every text that ``translated`` would look up, for lint and for translators."""
    if isinstance(document, str):
        return {document} if name in TEXTS and document.strip() else set()
    if isinstance(document, list):
        return set().union(*(texts(item, name) for item in document if not isinstance(item, str)))
    if not isinstance(document, Mapping) or name == "json" or _sets_a_bound(document):
        return set()
    return set().union(*(texts(value, key) for key, value in document.items() if key not in _UNTOUCHED))


def _sets_a_bound(action: Json) -> bool:
    """Whether this is a logic action that sets something nobody reads, such as the earliest day."""
    changed = action.get("property") if action.get("type") == "property" else None
    return isinstance(changed, Mapping) and str(changed.get("value", "")).rpartition(".")[2] not in TEXTS
