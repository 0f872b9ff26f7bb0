"""What every process of the portal pays at its start: libraries that only some work needs are imported by that work.

Like WeasyPrint in ``common/pdf.py``: named at the top for the type checker alone, imported in the functions that use them.
``requests`` and ``lxml`` are not among them: allauth's door to VNeID imports the one, and the other is read in 5 ms.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LATE = "aiohttp asn1crypto fontTools numpy openpyxl pikepdf PIL pyhanko pyhanko_certvalidator pypdfium2 weasyprint"
START = """
import sys
import django
django.setup()
import portal.celery  # a worker and beat
from django.core.management import call_command
call_command("check")  # which also reads every address
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_a_process_starts_without_what_only_some_work_needs() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", START, *LATE.split()], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    assert done.stdout.splitlines()[-1] == "", f"imported at start: {done.stdout.splitlines()[-1]}"
