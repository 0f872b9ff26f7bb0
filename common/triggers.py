"""Database-side guards: a table that only grows refuses UPDATE and DELETE whoever asks."""

import pgtrigger


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers for ``Meta.triggers`` of a model whose rows may never be changed or removed."""
    return [pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)]
