"""Places where a fault test may stop a process and kill it (fault F1). Where ``settings.FAULT_DIR`` is empty, nothing.

Only portal.settings.development reads FAULT_DIR from the environment: a production portal has no such folder.
"""

import os
import time
from pathlib import Path

from django.conf import settings

PATIENCE_SECONDS = 20


def reach(name: str) -> None:
    """Sleep when a file ``name`` lies in the folder: the first process to come takes it and leaves ``name.<pid>``.

    So a test arms one point at a time without restarting anything, and learns whom to kill. One ``stat`` when not armed.
    """
    if not settings.FAULT_DIR:
        return
    try:
        Path(settings.FAULT_DIR, name).rename(Path(settings.FAULT_DIR, f"{name}.{os.getpid()}"))
    except FileNotFoundError:
        return
    time.sleep(PATIENCE_SECONDS)
