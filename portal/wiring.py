"""Who listens to whom, on one page: events from below, topics of the outbox, ports of the e-form language."""

from accounts.services import sessions
from common import events, outbox, rotation
from common.tasks import wake
from dossiers import tasks as dossier_tasks
from dossiers import work
from dossiers.services import chain, check_facts, counter_end, keep_papers, money, stepping, submit
from dossiers.services.scans import tables as scan_tables
from dossiers.services.sweeps import recount
from eforms import ports
from notifications import mail_topics
from notifications.services import mail, notify
from payments import printing
from payments.services import receipt, render_receipt
from portal import account_events, export, procedure_notices, publisher_events, reception_notices, registry_events, vault_notices
from portal.celery import app as celery
from portal.eform_ports import PortalPorts
from portal.procedure_ports import RunningDossiers, SeenDossiers
from portal.receipt_ports import ReceiptVault
from portal.web.account import second_factor
from procedures import affected, observed
from procedures.exporting import annexes
from procedures.services import replace_basis
from reception.happened import AppointmentHappened
from vault.happened import VaultHappened
from vault.services import copying
from vault.services import export as vault_export


def connect() -> None:
    """Connect everything; called once when Django is ready."""
    # Without a default application the web's shared tasks would look for a broker of Celery's own choice.
    celery.set_default()
    outbox.on_append(wake)
    outbox.register("dossiers.notify", work.tell)
    outbox.register("dossiers.print", work.print_form)
    outbox.register("dossiers.render-result", work.render_result)
    outbox.register(stepping.CHAIN_TOPIC, chain.work)
    outbox.register(keep_papers.TOPIC, keep_papers.work)
    outbox.register(check_facts.TOPIC, check_facts.work)
    outbox.register(scan_tables.TOPIC, dossier_tasks.wake_scans)
    outbox.register(copying.DRAW, copying.draw)
    outbox.register(receipt.RENDER, render_receipt.render)
    printing.use(ReceiptVault())
    events.listen(events.FeeSettled, submit.paid)
    events.listen(events.FeeExpired, submit.unpaid)
    events.listen(events.FeeWaived, submit.paid)
    events.listen(events.FeeSettled, money.paid)
    events.listen(events.FeeWaived, money.paid)
    events.listen(events.FeeExpired, money.expired)
    events.listen(events.FeeLowered, money.lowered)
    ports.use(PortalPorts())
    affected.use(RunningDossiers())
    observed.use(SeenDossiers())
    outbox.register(replace_basis.TOPIC, replace_basis.work)
    outbox.register(annexes.TOPIC, annexes.work)
    outbox.register(procedure_notices.TOPIC, procedure_notices.tell)
    outbox.register(notify.COPY_TOPIC, mail_topics.send_copy)
    outbox.register(mail.MAIL_TOPIC, mail_topics.send_mail)
    outbox.register(reception_notices.REMIND, reception_notices.remind)
    rotation.also("second factors", second_factor.rewrap_secrets)
    outbox.register(vault_export.TOPIC, export.make)
    events.listen(AppointmentHappened, reception_notices.keep)
    events.listen(VaultHappened, vault_notices.keep)
    events.listen(events.SeatChanged, sessions.on_seat_changed)
    events.listen(events.AccountEvent, account_events.keep)
    events.listen(events.AccountEvent, counter_end.on_account_event)
    events.listen(events.RegistryChanged, registry_events.keep)
    events.listen(events.ProcedureChanged, procedure_notices.keep)
    events.listen(events.DraftDiscussed, publisher_events.tell)
    events.listen(events.DraftMoved, publisher_events.tell_step)
    events.listen(events.CalendarChanged, registry_events.drop_calendars)
    events.listen(events.CalendarChanged, recount.queue)
