"""django-formtools' storage over a draft: answers are rows of the draft, the session holds nothing.

So a lost session, a second device and two tabs are safe: each page saves its own answers only.
"""

from typing import Any

from formtools.wizard.storage.base import BaseStorage


class DraftStorage(BaseStorage):
    """Reads a step's answers from the draft and remembers the current step for this request only."""

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.draft = request.draft
        self.data: dict[str, Any] = {}
        self.init_data()

    def get_step_data(self, step: str) -> Any:
        """None for a page never saved, so that it shows without errors; pages validate themselves from the draft."""
        return None

    def set_step_data(self, step: str, cleaned_data: Any) -> None:
        """Pages are saved by dossiers.services.drafting in one transaction; nothing is kept here."""

    def get_step_files(self, step: str) -> None:
        return None

    def set_step_files(self, step: str, files: Any) -> None:
        """Files are uploaded on their own page and belong to the draft."""

    def update_response(self, response: Any) -> None:
        """Nothing to carry in the answer: no cookie, no session."""
