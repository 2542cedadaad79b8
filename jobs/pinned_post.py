"""POST to an address that somebody else has named, such as a webhook's.

Its host is looked up once, and the request goes to the address that was checked: a name that is
looked up again could lead into our own network meanwhile (DNS rebinding). Redirects are not
followed, for the same reason.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import certifi
import urllib3

from web.time_limit import LimitedPool, LimitedSecurePool, TooSlow, time_limit

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
TOTAL_SECONDS = 20.0
"""Of a whole delivery: READ_SECONDS begins anew with each byte, which may come one by one."""
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
RESERVED = (ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("192.88.99.0/24"))
"""Which the standard library does not know to be no public addresses."""


class NotPublic(Exception):
    """The address is in a private network, or the connection to it could be read on its way."""


class NoAnswer(Exception):
    """The argument says why."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, may_be_private: bool) -> int:
    """The status of the answer, of which nothing else is read. Raises NotPublic and NoAnswer."""
    parts = urlsplit(url)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    if not (may_be_private or is_secure):
        raise NotPublic("not https")
    address = _address_of(host, parts.port or (443 if is_secure else 80), may_be_private)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {**headers, "Host": parts.netloc.rpartition("@")[2]}
    try:
        with (
            _pool(host, *address, is_secure=is_secure) as pool,
            time_limit(TOTAL_SECONDS),
        ):
            answer = pool.urlopen(
                "POST", target, body, named, redirect=False, preload_content=False
            )
            answer.close()
            return answer.status
    except TooSlow:
        raise NoAnswer("too slow") from None
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NoAnswer(type(error).__name__) from error


def is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv6Address) and (
        # Others lead to an IPv4 address behind, as these two do, or nowhere.
        found not in GLOBAL_UNICAST or found.sixtofour or found.teredo
    ):
        return False
    return found.is_global and not found.is_multicast and not any(found in net for net in RESERVED)


def _address_of(host: str, port: int, may_be_private: bool) -> tuple[str, int]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(type(error).__name__) from error
    addresses = [str(each[4][0]) for each in found]
    if not may_be_private and not all(map(is_public, addresses)):
        raise NotPublic("private address")
    return addresses[0], port


def _pool(
    host: str, address: str, port: int, *, is_secure: bool
) -> LimitedPool | LimitedSecurePool:
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if not is_secure:
        return LimitedPool(address, port, timeout=timeout, retries=False)
    return LimitedSecurePool(
        address,
        port,
        timeout=timeout,
        retries=False,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )
