"""What REDIS_URL may name, and what is refused."""

import pytest

from core.kernel import BadSettings
from flows.engine.redis_address import RedisAddress, read_address

NODES = (("a", 7000), ("b", 6379), ("::1", 7002))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://a:6379/0", RedisAddress("server", "redis://a:6379/0")),
        ("rediss://u:p@a", RedisAddress("server", "rediss://u:p@a")),
        ("unix:///run/redis.sock", RedisAddress("server", "unix:///run/redis.sock")),
        ("redis+cluster://a:7000,b,[::1]:7002", RedisAddress("cluster", "redis://a:7000", NODES)),
        (
            "rediss+cluster://u:p@a:7000,b:6379,[::1]:7002/0?ssl_ca_certs=/ca.pem",
            RedisAddress("cluster", "rediss://u:p@a:7000?ssl_ca_certs=/ca.pem", NODES),
        ),
        (
            "redis+sentinel://:p@a,[::1]:7002/points/3",
            RedisAddress(
                "sentinel", "redis://:p@a:26379/3", (("a", 26379), ("::1", 7002)), "points"
            ),
        ),
    ],
)
def test_address_is_read(url: str, expected: RedisAddress) -> None:
    assert read_address(url) == expected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "begins with none"),
        ("http://a", "begins with none"),
        ("redis+cluster://", "a host that is none"),
        ("redis+cluster://a:7000,,b", "a host that is none"),
        ("redis+cluster://u:secret@a/2", "has but one"),
        ("redis+sentinel://u:secret@a,b", "names no service"),
    ],
)
def test_what_names_no_redis_is_refused(url: str, why: str) -> None:
    with pytest.raises(BadSettings, match=why) as refused:
        read_address(url)
    assert "secret" not in str(refused.value)
