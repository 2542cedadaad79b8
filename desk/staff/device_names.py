"""A short name for a browser, from what it says of itself."""

from __future__ import annotations

# Each browser also names those that it descends from, so the first that is found counts.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("MicroMessenger", "WeChat"), ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN_CHARS_MAX = 40


def device_name(user_agent: str) -> str:
    """'Chrome · Windows'; the beginning of `user_agent` if nothing in it is known."""
    found = [_first(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name) or user_agent[:UNKNOWN_CHARS_MAX]


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
