"""What a person asks about their own data (Luật 91/2025/QH15), with its clock."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Seat
from common import clock
from common.fields import SealedTextField
from common.ids import uuid7


class DataRequest(models.Model):
    """One request of a data subject: the province answers within two working days (``answer_by``) how and until when it is done.

    ``done_by`` is the term of that answer; ``agency`` is who answers for the system. What is written is sealed.
    """

    class Kind(models.TextChoices):
        COPY = "copy", "Cung cấp dữ liệu về tôi"
        CORRECT = "correct", "Sửa dữ liệu chưa đúng"
        DELETE = "delete", "Xóa dữ liệu không còn cần"
        RESTRICT = "restrict", "Hạn chế xử lý dữ liệu"
        OBJECT = "object", "Phản đối việc xử lý"
        EXPLAIN = "explain", "Giải thích dữ liệu được dùng thế nào"

    class State(models.TextChoices):
        OPEN = "open", "Chờ trả lời"
        ANSWERED = "answered", "Đã trả lời, đang thực hiện"
        DONE = "done", "Đã thực hiện"
        REFUSED = "refused", "Không thực hiện được"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_requests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan trả lời")
    kind = models.CharField("yêu cầu", max_length=10, choices=Kind.choices)
    text = SealedTextField("nội dung")
    state = models.CharField("tình trạng", max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField("gửi lúc")
    answer_by = models.DateTimeField("hạn trả lời")
    answer = SealedTextField("trả lời", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    done_by = models.DateField("hạn thực hiện", null=True, blank=True)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu về dữ liệu cá nhân"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="data_request_answered_when",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="data_request_of_user"),
            models.Index(
                fields=["agency", "answer_by"], name="data_request_waiting", condition=Q(state__in=["open", "answered"])
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def late(self) -> bool:
        """Whether its answer should have been given by now."""
        return self.state == self.State.OPEN and self.answer_by < clock.now()
