"""Which of the ten national statuses a dossier has now: the two facts that its state alone does not say. Reads only."""

from django.db.models import Q

from dossiers.models import Dossier, Task
from dossiers.services.stops import GROUNDS
from dossiers.states import National, State, national

OBLIGATION = GROUNDS["obligation"][0]


def status(dossier: Dossier) -> National:
    """The row of ``states.NATIONAL``; two queries for a dossier that is being handled, none for any other.

    It is begun once somebody of the handling side has looked at their work or done it: until then it is only received.
    """
    if dossier.state != State.PROCESSING:
        return national(dossier.state, begun=False, owes=False)
    work = dossier.tasks.exclude(bucket=Task.Bucket.RECEIVE)
    begun = work.filter(Q(done_at__isnull=False) | Q(assignee__isnull=False) | Q(read_at__isnull=False)).exists()
    owes = dossier.pauses.filter(ended_at__isnull=True, ground=OBLIGATION).exists()
    return national(dossier.state, begun=begun, owes=owes)
