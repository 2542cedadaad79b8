"""Redis behind a sentinel: a call goes on when the sentinel names another primary."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from plays import before_the_yes, is_ready
from redis_servers import RedisWithSentinel, wait_for
from scenarios import ORDERS
from turn_records import replies


def test_call_goes_on_when_sentinels_name_another_primary(
    new_hotline: Callable[..., Any], tmp_path: Path
) -> None:
    with RedisWithSentinel(tmp_path) as servers:
        hotline = new_hotline("sqlite", redis_url=servers.url)
        before = hotline.count(ORDERS)
        caller = before_the_yes(hotline)
        servers.kill_primary()
        wait_for(lambda: is_ready(hotline), "the hotline finds the new primary")
        assert len(replies(hotline.deliver_concurrently(caller.press_webhook("1")))) == 1
        assert hotline.count(ORDERS) == before + 1
