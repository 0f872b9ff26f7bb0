"""How a result came that no template of ours made (ADR 0045)."""

from django.db import models


class Brought(models.TextChoices):
    """``uploaded``: made elsewhere, numbered, signed and issued here. ``received``: issued and signed by another agency, kept
    as it came."""

    UPLOADED = "uploaded", "Lập ở nơi khác, ký số tại đây"
    RECEIVED = "received", "Nhận từ cơ quan khác, đã ký số"
