from django.apps import AppConfig
from django.core import checks

from dossiers import terms


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """The table of terms is checked with everything else that Django checks."""
        checks.register(terms.check)
