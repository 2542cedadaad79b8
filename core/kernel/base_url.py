"""Checks the address below which a server's pages are: http or https, a host, perhaps a path."""

import re
from urllib.parse import SplitResult, urlsplit

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*|[0-9A-Fa-f:]+")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_DOTS = frozenset({".", ".."})


def flaw_of(url: str) -> str:
    """What makes `url` unusable as a base URL, as the end of a sentence that begins with its name;
    '' if it is one."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return "has a space or a character that no address has (a host name is written as xn--…)"
    try:
        parts = urlsplit(url)
        port_is_zero = parts.port == 0
    except ValueError:
        return "has a port or a host that is none"
    if parts.scheme not in ("http", "https"):
        return "does not begin with https:// or http://"
    if port_is_zero:
        return "has a port or a host that is none"
    return _flaw_of_parts(url, parts)


def path_of(url: str) -> str:
    """The path of a base URL without a slash at its end: '/hotline', or '' if it has none."""
    return urlsplit(url).path.rstrip("/")


def _flaw_of_parts(url: str, parts: SplitResult) -> str:
    if "@" in parts.netloc:
        return "has a user name or a password"
    if not _HOST.fullmatch(parts.hostname or "") or parts.netloc.endswith(":"):
        return "has a port or a host that is none"
    if "?" in url or "#" in url:
        return "has a query or a fragment"
    if not _PATH.fullmatch(parts.path) or _DOTS & set(parts.path.split("/")):
        return "has a path with other characters than letters, digits, - . _ ~ and single slashes"
    return ""
