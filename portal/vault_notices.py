"""Telling people what happens in a vault: a paper is shared with them or soon ends, an export is ready, a request is answered."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.services.notify import notify
from vault.happened import VaultHappened


def keep(event: VaultHappened) -> None:
    """One message to each; in the transaction of the act. Titles name kinds of papers, never numbers or people."""
    title, body, link = _words(event)
    for user in event.users:
        notify(user, kind="vault", title=title, body=body, link=link, key=f"vault:{event.what}:{event.about}:{event.until}"[:200])


def _words(event: VaultHappened) -> tuple[str, str, str]:
    said = {"title": event.title, "until": event.until}
    if event.what == "shared":
        body = _("Một người chia sẻ “%(title)s” với bạn, xem được đến %(until)s.") % said
        return _("Bạn được chia sẻ một giấy tờ"), body, reverse("vault:given")
    if event.what == "expiring":
        body = _("“%(title)s” có giá trị đến %(until)s. Xem thủ tục cấp lại, gia hạn nếu bạn còn cần giấy này.") % said
        return _("Giấy tờ sắp hết hạn"), body, reverse("vault:detail", args=[event.about])
    if event.what == "exported":
        body = _("Tải về đến %(until)s, sau đó bản xuất bị xóa.") % said
        return _("Bản xuất dữ liệu của bạn đã xong"), body, reverse("vault:export")
    return (
        _("Yêu cầu về dữ liệu cá nhân đã được trả lời"),
        _("Mở trang yêu cầu để đọc câu trả lời."),
        reverse("vault:requests"),
    )
