"""What no sentence knew: nothing that differs goes unsaid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eforms import building
from procedures.differences.said import Difference, changed
from procedures.sections import BY_KEY, section_of

_UNTOLD = frozenset({"schema", "source"})
_NAMES: Mapping[str, str | Promise] = {"translations": gettext_lazy("Bản dịch")}
_EQUAL: Mapping[str, Sequence[Any]] = {"sets": (None, 1)}  # what left out means


def unsaid(old: Mapping[str, Any], new: Mapping[str, Any], found: Sequence[Difference]) -> Iterator[Difference]:
    """One sentence for every part that differs and that ``found`` does not speak about."""
    told = {difference.path.split("/")[0] for difference in found}
    for name in dict.fromkeys([*new, *old]):
        if name in _UNTOLD or name in told or _same(name, old.get(name), new.get(name)):
            continue
        section = BY_KEY[section_of(name)]
        title = section.title if name in section.parts else _NAMES.get(name, name)
        yield changed(name, _("Sửa chi tiết của phần “%s”.") % title, old.get(name), new.get(name))


def _same(name: str, before: Any, after: Any) -> bool:
    if before == after or (not before and not after):
        return True
    if name == "form" and isinstance(before, Mapping) and isinstance(after, Mapping):
        return building.identified(before) == building.identified(after)
    equal = _EQUAL.get(name, ())
    return before in equal and after in equal
