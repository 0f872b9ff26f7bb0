"""What a service may refuse with. Each error carries a Vietnamese sentence that a page can show as it is."""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal that a person can understand. ``code`` is stable for tests and APIs; ``message`` is shown."""

    code = "refused"
    default_message = _("Việc này không làm được lúc này.")

    def __init__(self, message: str | None = None, *, code: str | None = None) -> None:
        self.message = message or self.default_message
        if code:
            self.code = code
        super().__init__(str(self.message))


class NotAllowed(DomainError):
    """The actor may not do this, or the step has no such action."""

    code = "not-allowed"
    default_message = _("Bạn không có quyền làm việc này ở bước hiện tại.")


class Stale(DomainError):
    """Someone acted since the caller looked (fault F9); the page shows both versions and keeps the text."""

    code = "stale"
    default_message = _("Hồ sơ đã có thay đổi sau khi bạn mở trang này.")


class EmptyReason(DomainError):
    """An act that must be reasoned came without its reason."""

    code = "empty-reason"
    default_message = _("Nhập lý do để người nhận hiểu phải làm gì.")


class NotFound(DomainError):
    """No such row within this person's reach; views answer 404 whether it exists or not."""

    code = "not-found"
    default_message = _("Không tìm thấy.")


class Incomplete(DomainError):
    """Something required is missing; ``items`` lists what, as sentences."""

    code = "incomplete"

    def __init__(self, items: list[str], message: str | None = None) -> None:
        self.items = items
        super().__init__(message or "; ".join(items))
