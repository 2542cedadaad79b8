"""A short run of the fuzz of every route; `make fuzz` runs a longer one."""

from collections import Counter
from collections.abc import Callable

import pytest
from generator import Generator
from target import Target

REQUESTS, SEED = {"sqlite": 300, "postgresql": 1_000}, 1


@pytest.mark.parametrize("dialect", REQUESTS)
def test_no_request_gets_a_server_error(
    dialect: str, new_database: Callable[[str, bool], str], redis_url: str
) -> None:
    target = Target(new_database(dialect, True), redis_url)
    generator = Generator(target.rules, SEED)
    statuses: Counter[int] = Counter()
    for number in range(REQUESTS[dialect]):
        request = generator.request(number)
        try:
            statuses[target.check(request)] += 1
        except Exception as error:
            error.add_note(f"request {number} of seed {SEED}: {request!r}"[:2_000])
            raise
    target.close()
    assert statuses[200] > REQUESTS[dialect] / 10, statuses  # most of it is not refused at the door
