"""Answers that only one dossier of a procedure may have."""

from django.db import models

from dossiers.models.dossier import Dossier
from procedures.models import Procedure


class UniqueAnswer(models.Model):
    """The answer of one dossier to a question marked ``unique``, as a keyed fingerprint: who reads the table learns no answer.

    Rows go when the dossier ends without a result (dossiers/unique.py).
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="unique_answers")

    class Meta:
        verbose_name = "câu trả lời không trùng"
        constraints = [models.UniqueConstraint(fields=["procedure", "path", "digest"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.path}"
