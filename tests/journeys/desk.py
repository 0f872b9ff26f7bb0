"""Work for the desk's journey beside a running portal: asked for through tests/behind.py."""

from typing import cast

from django.db import transaction

from tests.journeys.stage import cast as people


def waiting() -> list[str]:
    """The codes of two dossiers that wait to be received."""
    block = transaction.atomic()
    block._from_testcase = True  # what is durable in life may nest here
    with block:
        world = people().world
        return [cast(str, world.submitted().code) for _number in range(2)]
