"""A version's content compiled once per process: versions are immutable, so the cache never goes stale."""

import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eforms import schema
from procedures.models import ProcedureVersion
from workflow import language


@dataclass(frozen=True)
class Loaded:
    """A procedure version ready for use: its raw content, compiled e-form and compiled process.

    ``source`` is the e-form as it was published, for what is stored, printed and signed; ``form`` is for people to read.
    """

    id: uuid.UUID
    code: str
    name: str
    content: dict[str, Any]
    source: schema.Form
    process: language.Process

    @property
    def form(self) -> schema.Form:
        """The e-form with its texts in the language of the request, where it has them."""
        return schema.in_language(self.source)

    @property
    def limit(self) -> str:
        """The legal time limit as deadlines reads it (``7wd``)."""
        return self.content["limit"]["value"]

    @property
    def policy(self) -> dict[str, str]:
        """Counting policy of this procedure, empty for the province's defaults."""
        return self.content["limit"].get("policy", {})

    def paper_name(self, key: str) -> str:
        """A paper's name, or the key itself for one the applicant added."""
        return next((paper["name"] for paper in self.content["papers"] if paper["key"] == key), key)


@lru_cache(maxsize=256)
def load(version_id: uuid.UUID) -> Loaded:
    """Compile a version; one query the first time in a process, none after."""
    version = ProcedureVersion.objects.select_related("procedure").get(pk=version_id)
    content = version.content
    return Loaded(
        version.pk,
        version.procedure.code,
        version.name,
        content,
        schema.load_stored(content["form"]),
        language.load(content["process"]),
    )
