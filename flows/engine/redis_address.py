"""REDIS_URL: which servers it names.

    redis://host:port/db                   one server; also unix://path
    redis+cluster://a:1,b:2,c:3            a cluster: any node that answers tells the others
    redis+sentinel://a:1,b:2,c:3/SERVICE   the primary of SERVICE, as the sentinels tell it

With rediss in place of redis the connections are encrypted (TLS).

A user and a password stand before the first host, and are those of the servers, not of the
sentinels. Options of the client follow a question mark, such as ssl_ca_certs=FILE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from core.kernel import BadSettings

PORT, SENTINEL_PORT = 6379, 26379
SCHEMES = {
    "redis": "server",
    "rediss": "server",
    "unix": "server",
    "redis+cluster": "cluster",
    "rediss+cluster": "cluster",
    "redis+sentinel": "sentinel",
    "rediss+sentinel": "sentinel",
}
_URL = re.compile(
    r"(?P<scheme>[a-z+]+)://((?P<user>[^/?#]*)@)?(?P<hosts>[^/?#@]*)"
    r"(?P<path>/[^?#]*)?(\?(?P<query>[^#]*))?"
)
_HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:]+\]|[^:\[\]\s]+)(:(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True)
class RedisAddress:
    """`nodes`: hosts with their ports. `url`: the first of them alone, in the client's terms.
    `service`: what the sentinels call the primary."""

    kind: Literal["server", "cluster", "sentinel"]
    url: str
    nodes: tuple[tuple[str, int], ...] = ()
    service: str = ""


def read_address(url: str) -> RedisAddress:
    """Raises BadSettings, which does not repeat the URL: it may hold a password."""
    found = _URL.fullmatch(url)
    kind = SCHEMES.get(found["scheme"]) if found else None
    if not found or not kind:
        raise _bad(f"begins with none of {', '.join(f'{each}://' for each in SCHEMES)}")
    if kind == "server":
        return RedisAddress("server", url)
    default = PORT if kind == "cluster" else SENTINEL_PORT
    nodes = tuple(_node(each, default) for each in found["hosts"].split(","))
    path = (found["path"] or "").strip("/")
    query = f"?{found['query']}" if found["query"] else ""
    user = f"{found['user']}@" if found["user"] else ""
    first = f"{found['scheme'].partition('+')[0]}://{user}{_written(*nodes[0])}"
    if kind == "cluster":
        if path not in ("", "0"):
            raise _bad("names a database, and a cluster has but one")
        return RedisAddress("cluster", first + query, nodes)
    service, _, number = path.partition("/")
    if not service:
        raise _bad("names no service after the sentinels: /SERVICE")
    return RedisAddress("sentinel", f"{first}/{number or 0}{query}", nodes, service)


def _node(text: str, default_port: int) -> tuple[str, int]:
    found = _HOST.fullmatch(text)
    if not found:
        raise _bad("has a host that is none")
    return found["host"].strip("[]"), int(found["port"] or default_port)


def _written(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _bad(why: str) -> BadSettings:
    return BadSettings([f"REDIS_URL {why}"])
