"""Print the report: ``.venv/bin/python -m tests.eforms.differential > docs/e-forms-differences.md``."""

import importlib
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.plain")
    django.setup()
    sys.stdout.write(importlib.import_module("tests.eforms.differential.report").report())
