"""Redis as a cluster of three primaries with a replica each: each effect happens once, as with one
server, and a call goes on when its primary is killed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from plays import before_the_yes, is_ready
from redis_servers import RedisCluster, wait_for
from scenarios import EFFECTS, ORDERS, Scenario
from turn_records import next_webhook, replies

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisCluster]:
    made = RedisCluster(tmp_path_factory.mktemp("redis") / "cluster")
    yield made
    made.stop()


@pytest.fixture
def hotline(new_hotline: Callable[..., Any], cluster: RedisCluster) -> Any:
    cluster.flush()
    return new_hotline("sqlite", redis_url=cluster.url)


@pytest.mark.parametrize("scenario", EFFECTS, ids=lambda scenario: scenario.name)
def test_every_effect_happens_once(hotline: Any, scenario: Scenario) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    answers = [*hotline.deliver_concurrently(webhook), hotline.deliver(webhook)]
    assert hotline.deliver(next_webhook(hotline, webhook)).status == 200
    answers.append(hotline.deliver(webhook))
    assert hotline.count(scenario.sql) == before + scenario.change
    assert len(replies(answers)) == 1


def test_call_goes_on_when_its_primary_is_killed(hotline: Any, cluster: RedisCluster) -> None:
    before = hotline.count(ORDERS)
    caller = before_the_yes(hotline)
    cluster.wait_for_replicas()
    with cluster.killed(cluster.primary_of(f"{{{caller.number}}}")):
        assert hotline.deliver(caller.turn_webhook(Digits="")).status == 200
        wait_for(lambda: is_ready(hotline), "the hotline finds the new primary")
        caller.turn -= 1
        yes = caller.press_webhook("1")
        assert len(replies(hotline.deliver_concurrently(yes))) == 1
        assert hotline.count(ORDERS) == before + 1


def test_not_ready_while_a_third_of_the_slots_has_no_server(
    hotline: Any, cluster: RedisCluster
) -> None:
    """A server that has lost its slots answers PING all the same."""
    assert is_ready(hotline)
    primary = cluster.primary_of("key")
    with primary.without_slots():
        assert primary.client.ping()
        assert not is_ready(hotline)
    cluster.wait_until_served()
    wait_for(lambda: is_ready(hotline), "the hotline is ready again")
