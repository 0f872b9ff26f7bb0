"""What a handler first proposed, kept so that whoever signs sees what was changed afterwards."""

from dossiers.models import Dossier, IssuedResult


def keep_first(dossier: Dossier) -> None:
    """Keep the drafts as they are first proposed; one query, one more for each that was never proposed before."""
    for row in dossier.results.filter(state=IssuedResult.State.DRAFTED):
        if row.proposed is None:
            row.proposed = row.laid_before
            row.save(update_fields=["proposed"])
