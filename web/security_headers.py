"""Security headers of every response: pages, webhooks, files, errors, and what the front refuses
before Flask sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.datastructures import Headers

# A page loads code, styles and pictures from this host only, and has none inline: a script in a
# member's words cannot run.
PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# What is not a page is never rendered as one.
OTHER_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
HSTS = "max-age=31536000; includeSubDomains"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # balances and conversations; files state their own
}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_security_headers(app: Wsgi, *, https: bool) -> Wsgi:
    """Adds the headers that a response does not set itself. https: the hotline's public address is
    https, and browsers are told never to use anything else."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, listed: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, completed(listed, https=https), *error)

        return app(environ, start)

    return answer


def completed(listed: Iterable[tuple[str, str]], *, https: bool) -> list[tuple[str, str]]:
    """The headers of a response, with those that it does not set itself."""
    headers = Headers(list(listed))
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    is_page = headers.get("Content-Type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", PAGE_POLICY if is_page else OTHER_POLICY)
    if https:
        headers["Strict-Transport-Security"] = HSTS
    return headers.to_wsgi_list()
