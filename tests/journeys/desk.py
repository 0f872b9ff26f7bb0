"""Work for the desk's journey: ``python -m tests.journeys.desk`` beside a running portal prints the codes of two that wait."""

import json
from typing import cast

from django.db import transaction

from tests.journeys.stage import cast as people


def main() -> None:
    block = transaction.atomic()
    block._from_testcase = True  # what is durable in life may nest here
    with block:
        world = people().world
        codes = [cast(str, world.submitted().code) for _number in range(2)]
    print(json.dumps({"codes": codes}))


if __name__ == "__main__":
    main()
