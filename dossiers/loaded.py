"""A version's content compiled once per process and case: versions are immutable, so the cache never goes stale."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from eforms import schema
from procedures import content as contents
from procedures import rules
from procedures.models import ProcedureVersion
from workflow import language


@dataclass(frozen=True)
class Loaded:
    """A procedure version ready for one case of it: the content as it reads for that case, compiled e-form and process.

    ``source`` is the e-form as it was published, for what is stored, printed and signed; ``form`` is for people to read.
    ``case`` is the case's code, "" for a procedure without cases to choose from; the content's rules know it.
    """

    id: uuid.UUID
    code: str
    name: str
    content: dict[str, Any]
    source: schema.Form
    process: language.Process
    case: str = ""

    @property
    def form(self) -> schema.Form:
        """The e-form with its texts in the language of the request, where it has them."""
        return schema.in_language(self.source)

    @property
    def case_name(self) -> str:
        """The case in words, "" without one."""
        return str(contents.case_named(self.content, self.case)["name"]) if self.case else ""

    @property
    def title(self) -> str:
        """What papers call the matter: the procedure, and the case where one was chosen."""
        return f"{self.name} ({self.case_name})" if self.case else self.name

    @property
    def limit(self) -> str:
        """The legal time limit as deadlines reads it (``7wd``); a dossier's own may be shorter (``Dossier.limit``)."""
        return self.content["limit"]["value"]

    @property
    def policy(self) -> dict[str, str]:
        """Counting policy of this procedure, empty for the province's defaults."""
        return self.content["limit"].get("policy", {})

    @cached_property
    def facts_read(self) -> frozenset[str]:
        """The names of the facts that the process's conditions look at: no other is worth a query."""
        children = (child for step in self.process.steps for child in step.children)
        actions = (action for step in self.process.steps for action in step.actions)
        return frozenset(name for one in (*children, *actions) for name in _read_by(one.when))

    def papers(self, answers: Mapping[str, Any], channel: str = rules.ONLINE) -> tuple[rules.Paper, ...]:
        """The papers that these answers ask for."""
        return rules.papers_required(self.content, answers, channel=channel)

    def fee(self, answers: Mapping[str, Any], channel: str = rules.ONLINE) -> rules.FeeDecision:
        """What these answers cost; raises ``rules.CannotDecide``."""
        return rules.fee(self.content, answers, channel=channel)

    def paper_name(self, key: str) -> str:
        """A paper's name, a result's where its paper was scanned (``result_paper``), or the key itself for one that was added."""
        if key.startswith(RESULT):
            result, _row, number = key.removeprefix(RESULT).partition(ROW)
            name = next((one["name"] for one in self.content.get("results", ()) if one["key"] == result), result)
            # Of several applicants' or rows' results each has its number, as on the handler's sheet.
            said = _("Kết quả %(number)s: %(name)s") if number else _("Kết quả: %(name)s")
            return said % {"number": number, "name": name}
        return next((paper["name"] for paper in self.content.get("papers", ()) if paper["key"] == key), key)


RESULT, ROW = "ket-qua--", "__"


def result_paper(result_key: str) -> str:
    """The key under which a result's scanned paper lies among the dossier's files: one that addresses take."""
    return RESULT + result_key.replace(".", ROW)


def _read_by(rule: Any) -> Iterator[str]:
    """The first part of every ``{"var": "consulted"}`` in a rule; a computed name stands for all, so it is told as "*"."""
    if isinstance(rule, Mapping):
        for operator, given in rule.items():
            if operator == "var":
                name = given[0] if isinstance(given, list) and given else given
                yield name.partition(".")[0] if isinstance(name, str) and name else "*"
            else:
                yield from _read_by(given)
    elif isinstance(rule, list):
        for part in rule:
            yield from _read_by(part)


@lru_cache(maxsize=512)
def load(version_id: uuid.UUID, case: str = "") -> Loaded:
    """Compile a version for a case; one query the first time in a process, none after.

    Raises ``contents.UnknownCase`` for a case that the version does not have.
    """
    if case:
        return _for_case(load(version_id), case)
    version = ProcedureVersion.objects.select_related("procedure").get(pk=version_id)
    content = contents.for_case(version.content)
    return Loaded(
        version.pk,
        version.procedure.code,
        version.name,
        content,
        schema.load_stored(content["form"]),
        language.load(content["process"]),
    )


def _for_case(plain: Loaded, case: str) -> Loaded:
    content = contents.for_case(plain.content, case)
    own_form = content["form"] is not plain.content["form"]
    own_process = content["process"] is not plain.content["process"]
    return Loaded(
        plain.id,
        plain.code,
        plain.name,
        content,
        schema.load_stored(content["form"]) if own_form else plain.source,
        language.load(content["process"]) if own_process else plain.process,
        case,
    )
