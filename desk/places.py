"""Where a browser is sent next: only ever to a page of the desk."""

from __future__ import annotations

from flask import Request, url_for

HOME = "/desk/"


def sign_in_and_then(request: Request) -> str:
    """Back to what was asked for, if that was a page."""
    wanted = request.full_path.removesuffix("?") if request.method == "GET" else ""
    goes_on = bool(wanted) and wanted != HOME
    return url_for("desk.sign_in", next=wanted) if goes_on else url_for("desk.sign_in")


def within(wanted: str | None) -> str:
    """`wanted`, if it is a path of the desk; else its home. A browser reads a backslash as a slash
    and drops tabs and line ends, and two slashes begin another host."""
    if wanted and wanted.startswith(HOME) and wanted.isprintable() and "\\" not in wanted:
        return wanted
    return HOME
