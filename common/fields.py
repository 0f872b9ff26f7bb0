"""Model fields: encrypted text and JSON (bytea in the database, plain in Python), NFC text."""

from typing import Any

from django.db import models

from common import crypto
from common.text import nfc


class NFCCharField(models.CharField):
    """A CharField that composes on the way in."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return nfc(value) if isinstance(value, str) else value


class SealedTextField(models.BinaryField):
    """Text kept encrypted. It cannot be searched: keep a blind index beside it for exact matches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else crypto.unseal(bytes(value)).decode()

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else crypto.seal(nfc(value).encode())

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not prepared:
            value = self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.value_from_object(obj) or ""

    def to_python(self, value: Any) -> Any:
        return value


class SealedJSONField(SealedTextField):
    """A JSON value kept encrypted (the answers of an e-form)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else crypto.unseal_json(bytes(value))

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else crypto.seal_json(value)
