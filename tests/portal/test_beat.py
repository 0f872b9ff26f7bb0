"""The schedule of beat: every name in it is a task that a worker knows, and the outbox is looked at every two seconds."""

from portal.celery import app


def test_every_scheduled_name_is_a_registered_task() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= set(app.tasks), scheduled - set(app.tasks)


def test_every_sweep_of_ours_is_scheduled() -> None:
    app.loader.import_default_modules()
    sweeps = {name for name in app.tasks if name.endswith(".sweep")}
    assert sweeps <= {entry["task"] for entry in app.conf.beat_schedule.values()}


def test_a_lost_wake_up_costs_two_seconds_at_most() -> None:
    assert app.conf.beat_schedule["drain-outbox"]["schedule"] == 2.0
