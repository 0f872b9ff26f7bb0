"""A draft that is sent, returned, approved or published: whoever waits for it has a message and its copy by e-mail."""

from common import clock
from common.models import OutboxMessage
from notifications.models import Notification
from notifications.services.notify import COPY_TOPIC
from procedures.models import VersionDraft
from procedures.services import returning, reviewing
from procedures.services.sections import save_section
from tests.publisher.people import Publishers


def messages() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind="draft-step").order_by("created_at", "user__email")
    return [(email.partition("@")[0], title) for email, title in rows.values_list("user__email", "title")]


def test_from_the_author_s_desk_into_force(publishers: Publishers) -> None:
    draft = publishers.draft()
    soan, hoa, duyet = (publishers.by(who) for who in (publishers.soan, publishers.hoa, publishers.duyet))
    draft = save_section(draft.pk, "name", {"summary": "Khác."}, by=hoa, seen=draft.revision)
    draft = reviewing.submit(draft.pk, by=soan, seen=draft.revision)
    assert messages() == [("duyet", "Bản soạn thảo 9.000001 chờ duyệt")]
    sent = Notification.objects.get(kind="draft-step")
    assert sent.link == publishers.address(publishers.duyet, "review:page", draft.pk)
    assert OutboxMessage.objects.filter(topic=COPY_TOPIC, payload__key=sent.key).count() == 1, "the e-mail copy"

    draft = returning.return_draft(draft.pk, by=duyet, seen=draft.revision, wrong={"papers": "Thừa.", "fees": "Thiếu."})
    told = {("hoa", "Bản soạn thảo 9.000001 bị trả lại"), ("soan", "Bản soạn thảo 9.000001 bị trả lại")}
    assert set(messages()[1:]) == told, "once, whatever the number of remarks"
    assert not Notification.objects.filter(kind="draft-comment").exists()

    draft = reviewing.submit(draft.pk, by=soan, seen=VersionDraft.objects.get(pk=draft.pk).revision)
    draft = reviewing.approve(draft.pk, by=duyet, seen=draft.revision)
    reviewing.publish_draft(draft.pk, by=duyet, seen=draft.revision, effective_from=clock.today(), decision="QĐ 1")
    titles = [title for who, title in messages() if who == "hoa"]
    assert titles[1:] == ["Bản soạn thảo 9.000001 đã được duyệt", "Bản soạn thảo 9.000001 đã được công bố"]


def test_a_ward_s_draft_goes_to_the_nearest_approvers_above(publishers: Publishers) -> None:
    draft = publishers.draft()
    phuong = publishers.by(publishers.phuong)
    draft = save_section(draft.pk, "name", {"summary": "Của phường."}, by=phuong, seen=draft.revision)
    reviewing.submit(draft.pk, by=phuong, seen=draft.revision)
    assert messages() == [("duyet", "Bản soạn thảo 9.000001 chờ duyệt")]
