"""Who runs the services of a folder: one owner, guests beside it, and a plain refusal for a second portal."""

import pytest

from runtime.claim import Claim
from runtime.places import Places
from runtime.says import Stop


@pytest.fixture
def here(tmp_path) -> Places:
    return Places(tmp_path)


def test_a_second_portal_is_told_where_the_first_one_runs(here: Places) -> None:
    first, second = Claim(here), Claim(here)
    first.own()
    first.announce({"base_url": "http://127.0.0.1:8000", "pid": 4711, "env": {}})
    with pytest.raises(Stop, match="http://127.0.0.1:8000.*4711"):
        second.own()
    first.release()
    second.own()
    second.release()


def test_a_command_is_a_guest_while_there_is_an_owner_and_none_afterwards(here: Places) -> None:
    owner, guest = Claim(here), Claim(here)
    assert guest.visit() is None
    assert owner.try_own()
    assert guest.visit() is None, "not announced yet"
    owner.announce({"pid": 1, "env": {"DATABASE_URL": "postgres://x"}})
    facts = guest.visit()
    assert facts is not None and facts["env"] == {"DATABASE_URL": "postgres://x"}
    assert owner.facts_path.stat().st_mode & 0o077 == 0, "it holds passwords"
    guest.release()
    owner.see_guests_off()
    owner.release()
    assert not owner.facts_path.exists()


def test_facts_of_an_owner_that_was_killed_are_not_believed(here: Places) -> None:
    owner = Claim(here)
    owner.own()
    owner.announce({"base_url": "http://127.0.0.1:8000", "pid": 4711, "env": {}})
    for lock in owner._held:  # what the kernel does at kill -9
        lock.close()
    assert Claim(here).visit() is None
    next_one = Claim(here)
    assert next_one.try_own()
    next_one.release()
