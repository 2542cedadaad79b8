"""Where a browser is sent next: only ever to a page of the desk."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request, current_app, url_for
from werkzeug.exceptions import HTTPException

HOME = "/desk/"


def sign_in_and_then(request: Request) -> str:
    """Back to what was asked for; to a form's page, where it was a form."""
    wanted = page_of(request)
    return url_for("desk.sign_in", next=wanted) if wanted != HOME else url_for("desk.sign_in")


def page_of(request: Request) -> str:
    """The page that is asked for, or on which the form stands that is sent."""
    if request.method == "GET":
        return safe_path(request.full_path.removesuffix("?"))
    came_from = urlsplit(request.referrer or "").path
    return _page_around(came_from if came_from.startswith(HOME) else request.path)


def _page_around(path: str) -> str:
    """A form is sent to an address below its page's."""
    addresses = current_app.url_map.bind("")
    while path.startswith(HOME):
        try:
            endpoint, _ = addresses.match(path, method="GET")
        except HTTPException:
            endpoint = "desk.nowhere"
        if endpoint != "desk.nowhere":
            return safe_path(path)
        path = path.rpartition("/")[0]
    return HOME


def safe_path(wanted: str | None) -> str:
    """`wanted`, if it is a path of the desk; else its home. A browser reads a backslash as a slash
    and drops tabs and line ends, and two slashes begin another host."""
    if wanted and wanted.startswith(HOME) and wanted.isprintable() and "\\" not in wanted:
        return wanted
    return HOME
