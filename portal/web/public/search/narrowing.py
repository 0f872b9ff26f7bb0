"""The filters of the results page: read from the address, shown as links with what each would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from common.text import tidy
from portal.web.public.search.words import PARAMETERS, TITLES, name_of
from procedures.search.filters import WHO, Filters, Value

SHOWN_AT_ONCE = 6
LONGEST_VALUE = 60
_IN_ADDRESS = {name: parameter for parameter, name in PARAMETERS.items()}


@dataclass(frozen=True)
class Choice:
    """A value of a filter: how it is called, how many it would leave, where it leads."""

    name: str
    total: int
    url: str
    chosen: bool = False


@dataclass(frozen=True)
class Group:
    """A filter with its values: those shown at once and the rest. ``chosen``: one of them is set."""

    key: str
    title: str
    first: Sequence[Choice]
    rest: Sequence[Choice]
    chosen: bool


def read(given: QueryDict) -> Filters:
    """The filters of an address; what is too long or no group of people is left out."""
    values = {name: tidy(given.get(parameter, ""))[:LONGEST_VALUE] for parameter, name in PARAMETERS.items()}
    if values["who"] not in WHO:
        values["who"] = ""
    return Filters(**values)


def address(query: str, filters: Filters) -> str:
    """The query part of the page's address for a query and filters; "?" alone for none."""
    chosen = {_IN_ADDRESS[name]: getattr(filters, name) for name in filters.chosen()}
    return f"?{urlencode({'q': query} | chosen if query else chosen)}"


def chosen(query: str, filters: Filters, counts: Mapping[str, Sequence[Value]]) -> list[tuple[str, Choice]]:
    """What is narrowed now: (the filter's title, the value, which leads to the page without it), in the page's order."""
    found = []
    for name in PARAMETERS.values():
        if held := getattr(filters, name):
            value = next((value for value in counts.get(name, ()) if value.code == held), Value(held, "", 0))
            found.append((str(TITLES[name]), _choice(query, filters, name, value, held)))
    return found


def groups(query: str, filters: Filters, counts: Mapping[str, Sequence[Value]]) -> list[Group]:
    """Every filter that leaves a choice, in the page's order; a chosen value leads to the page without it."""
    made = []
    for name in PARAMETERS.values():
        chosen = getattr(filters, name)
        choices = [_choice(query, filters, name, value, chosen) for value in counts.get(name, ())]
        if chosen and not any(choice.chosen for choice in choices):
            choices.insert(0, _choice(query, filters, name, Value(chosen, "", 0), chosen))
        choices.sort(key=lambda choice: not choice.chosen)
        if len(choices) > 1 or chosen:
            key = _IN_ADDRESS[name]
            made.append(Group(key, str(TITLES[name]), choices[:SHOWN_AT_ONCE], choices[SHOWN_AT_ONCE:], bool(chosen)))
    return made


def _choice(query: str, filters: Filters, name: str, value: Value, chosen: str) -> Choice:
    mine = value.code == chosen
    others = filters.without(name)
    leads_to = others if mine else Filters(**{**{n: getattr(others, n) for n in others.chosen()}, name: value.code})
    return Choice(name_of(name, value.code, value.name), value.total, address(query, leads_to), mine)
