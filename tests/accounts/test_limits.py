"""Limits hold in PostgreSQL: they work with Redis away and count every machine's tries together."""

from datetime import timedelta

import pytest
import time_machine

from accounts import limits
from accounts.models import Limit
from common import clock

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_tries_up_to_the_limit_pass_and_the_next_does_not() -> None:
    assert [limits.allow("k", 3, MINUTE) for _try in range(5)] == [True, True, True, False, False]
    assert limits.allow("other", 3, MINUTE)


def test_a_new_window_begins_and_tries_in_between_do_not_prolong_the_old_one() -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as moment:
        assert [limits.allow("k", 1, MINUTE) for _try in range(2)] == [True, False]
        moment.shift(50)
        assert not limits.allow("k", 1, MINUTE)
        moment.shift(10)
        assert limits.allow("k", 1, MINUTE)


def test_a_good_try_is_given_back() -> None:
    assert [limits.allow("k", 2, MINUTE) for _try in range(2)] == [True, True]
    limits.give_back("k")
    assert limits.allow("k", 2, MINUTE)
    assert not limits.allow("k", 2, MINUTE)


def test_one_query_a_question_and_no_address_in_the_table(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        limits.allow("login:an@example.vn:10.0.0.1", 3, MINUTE)
    assert "example" not in Limit.objects.get().key


def test_old_rows_are_swept_and_a_key_can_be_forgiven() -> None:
    with time_machine.travel(clock.now() - timedelta(days=3)):
        limits.allow("old", 1, MINUTE)
    limits.allow("new", 1, MINUTE)
    assert limits.sweep() == 1
    limits.forget("new")
    assert Limit.objects.count() == 0
