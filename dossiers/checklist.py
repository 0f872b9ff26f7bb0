"""The papers of a dossier as a list to tick off: what its answers ask for, what came, what was found of each. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, DossierFile, PageMark, PaperCheck
from dossiers.states import RULE_CHANNEL

MISSING = PaperCheck.Verdict.MISSING


@dataclass(frozen=True)
class Filed:
    """A file of a paper; ``marks`` is how many remarks stand on its pages."""

    row: DossierFile
    name: str
    marks: int


@dataclass(frozen=True)
class Line:
    """One paper: ``required`` by the answers given; ``key`` is empty for files that answer questions of the form."""

    key: str
    name: str
    note: str
    required: bool
    files: tuple[Filed, ...]
    check: PaperCheck | None

    @property
    def lacks(self) -> bool:
        """Asked for, and nothing came: no file, and no paper that a counter has seen."""
        return self.required and not self.files and not (self.check and self.check.verdict == PaperCheck.Verdict.GOOD)


def of(dossier: Dossier, files: Sequence[DossierFile]) -> list[Line]:
    """The papers in the procedure's order, then what came beside them; two queries."""
    loaded = load(dossier.version_id, dossier.case)
    checks = {row.paper_key: row for row in dossier.paper_checks.select_related("author__person")}
    marks = Counter(PageMark.objects.filter(dossier=dossier, removed_at__isnull=True).values_list("file_id", flat=True))
    asked = {paper.key: paper for paper in loaded.papers(dossier.answers, RULE_CHANNEL[dossier.channel])}
    came: dict[str, list[Filed]] = {}
    for file in files:
        came.setdefault(file.paper_key, []).append(Filed(file, _title(loaded, file), marks[file.pk]))
    lines = [
        Line(key, paper.name, paper.note, paper.required, tuple(came.pop(key, ())), checks.get(key))
        for key, paper in asked.items()
    ]
    lines += [Line(key, loaded.paper_name(key), "", False, tuple(rows), checks.get(key)) for key, rows in came.items() if key]
    if "" in came:
        lines.append(Line("", "", "", False, tuple(came[""]), None))
    return lines


def faults(dossier: Dossier) -> dict[str, str]:
    """Paper key → what is wrong with it, as the checklist has it: where a request for a supplement begins. One query."""
    rows = dossier.paper_checks.exclude(verdict=PaperCheck.Verdict.GOOD)
    return {row.paper_key: row.note or "" for row in rows}


def _title(loaded: Loaded, file: DossierFile) -> str:
    """The question of the e-form that a file answers, nothing for a paper's."""
    asked = loaded.form.field(file.field) if file.field else None
    return asked.label if asked else ""
