"""The log proves itself: a changed byte, a cut end, a forged anchor are each found; the database refuses the rest."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from audit import anchors, log, selectors
from audit.models import AuditEvent, ChainHead
from common.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor_folder(settings, tmp_path):
    settings.AUDIT_ANCHOR_DIR = tmp_path


def three_acts(stream: str = "dossier:1") -> list[AuditEvent]:
    return [log.append(stream, action, SYSTEM, {"n": n}) for n, action in enumerate(("submitted", "received", "approved"))]


def as_superuser(*statements: str) -> None:
    """What someone with the database owner's rights could do: lift the trigger, act, put it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def codes() -> set[tuple[str, int, str]]:
    return {(row.stream, row.seq, row.code) for row in selectors.verify().broken}


def test_an_untouched_log_verifies() -> None:
    three_acts()
    three_acts("account:2")
    report = selectors.verify()
    assert (report.chains, report.events, report.broken) == (2, 6, [])


@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET action = 'x'", "DELETE FROM audit_auditevent"])
def test_the_database_refuses_to_change_or_remove_an_act(statement: str) -> None:
    three_acts()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 3
    assert selectors.verify().broken == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit_auditevent SET data = '{\"n\": 7}' WHERE seq = 2", ("dossier:1", 2, "changed")),
        ("UPDATE audit_auditevent SET actor = 'system:-x' WHERE seq = 2", ("dossier:1", 2, "changed")),
        ("UPDATE audit_auditevent SET at = at + interval '1 microsecond' WHERE seq = 3", ("dossier:1", 3, "changed")),
        ("UPDATE audit_auditevent SET prev_hash = repeat('1', 64) WHERE seq = 2", ("dossier:1", 2, "unlinked")),
        ("DELETE FROM audit_auditevent WHERE seq = 2", ("dossier:1", 3, "gap")),
        ("DELETE FROM audit_auditevent WHERE seq = 3", ("dossier:1", 3, "head")),
        ("UPDATE audit_chainhead SET hash = repeat('2', 64)", ("dossier:1", 3, "head")),
    ],
)
def test_what_the_owner_of_the_database_changes_is_found(change: str, found: tuple[str, int, str]) -> None:
    three_acts()
    as_superuser(change)
    assert found in codes()


def test_a_cut_end_with_a_mended_head_is_found_only_by_the_anchor() -> None:
    events = three_acts()
    anchors.take()
    as_superuser(
        "DELETE FROM audit_auditevent WHERE seq = 3",
        f"UPDATE audit_chainhead SET seq = 2, hash = '{events[1].hash}'",
    )
    assert codes() == {("dossier:1", 3, "truncated")}


def test_a_chain_that_vanished_whole_is_found_by_the_anchor() -> None:
    three_acts()
    anchors.take()
    as_superuser("DELETE FROM audit_auditevent", "DELETE FROM audit_chainhead")
    assert codes() == {("dossier:1", 3, "truncated")}


def test_a_rewritten_chain_differs_from_its_anchor() -> None:
    three_acts()
    anchors.take()
    as_superuser("DELETE FROM audit_auditevent", "DELETE FROM audit_chainhead")
    for action in ("submitted", "received", "refused"):
        log.append("dossier:1", action, SYSTEM)
    assert codes() == {("dossier:1", 3, "anchor-differs")}


def test_going_on_after_the_anchor_is_fine_and_a_later_line_holds_only_what_moved() -> None:
    three_acts()
    three_acts("dossier:2")
    assert anchors.take() == 2
    log.append("dossier:2", "issued", SYSTEM)
    assert selectors.verify().broken == []
    assert anchors.take() == 1
    assert anchors.last().heads["dossier:2"][0] == 4
    assert selectors.verify().broken == []


def test_a_changed_or_missing_line_of_the_anchor_file_is_found() -> None:
    three_acts()
    for _hour in range(3):
        anchors.take()
    lines = anchors.path().read_text().splitlines()
    anchors.path().write_text("\n".join([lines[0], lines[2]]) + "\n")
    assert ("anchors", 2, "anchor-broken") in codes()
    forged = json.loads(lines[0])
    forged["heads"] = {}
    anchors.path().write_text("\n".join([json.dumps(forged), *lines[1:]]) + "\n")
    assert ("anchors", 1, "anchor-broken") in codes()


def test_the_command_answers_in_json_and_by_its_exit_code(capsys) -> None:
    three_acts()
    call_command("verify_audit", "--json", "--anchor")
    assert json.loads(capsys.readouterr().out) == {"chains": 1, "events": 3, "broken": []}
    as_superuser("UPDATE audit_auditevent SET action = 'x' WHERE seq = 1")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_audit", "--json")
    assert stopped.value.code == 1
    assert json.loads(capsys.readouterr().out)["broken"][0]["seq"] == 1


def test_a_rolled_back_act_leaves_no_link() -> None:
    three_acts()
    with pytest.raises(RuntimeError), transaction.atomic():
        log.append("dossier:1", "issued", SYSTEM)
        raise RuntimeError
    assert ChainHead.objects.get(stream="dossier:1").seq == 3
    assert selectors.verify().broken == []


@pytest.mark.django_db(transaction=True)
def test_two_acts_that_begin_the_same_two_chains_from_either_end_both_succeed() -> None:
    """Without ``hold`` each would have one new head and wait for the other's: PostgreSQL would end one of them."""
    met = Barrier(2)

    def act(streams: list[str]) -> str:
        try:
            with transaction.atomic():
                log.hold(streams)
                log.append(streams[0], "print", SYSTEM)
                with suppress(BrokenBarrierError):
                    met.wait(timeout=0.3)  # both are this far only where neither waits for the other
                log.append(streams[1], "print", SYSTEM)
        except OperationalError as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(act, (["dossier:a", "dossier:b"], ["dossier:b", "dossier:a"]))) == ["done", "done"]
    assert dict(ChainHead.objects.values_list("stream", "seq")) == {"dossier:a": 2, "dossier:b": 2}
    assert selectors.verify().broken == []
