"""Finds the page that a browser is sent to next, which is always a page of the desk."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from flask import Request, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from desk.frame.forms import Form, typed

HOME = "/desk/"
PATH_CHARS_MAX = 2_000
UNKNOWN_PAGE = "desk.nowhere"  # the endpoint that catches all other paths below HOME


def sign_in_path(request: Request) -> str:
    """The path of the sign-in page, with the page of this request as the one that follows."""
    wanted = page_of(request)
    return url_for("desk.sign_in", next=wanted) if wanted != HOME else url_for("desk.sign_in")


def page_of(request: Request) -> str:
    """The path of the requested page or, if the request submits a form, of the page with the
    form."""
    if request.method == "GET":
        return safe_path(request.full_path.removesuffix("?"))
    referrer = _path_of(request.referrer or "").removeprefix(request.script_root)
    return _nearest_page(referrer if referrer.startswith(HOME) else request.path)


def _path_of(url: str) -> str:
    """The path of an address; '' if it is none."""
    try:
        return urlsplit(url).path
    except ValueError:  # half an IPv6 address
        return ""


def _nearest_page(path: str) -> str:
    """The longest prefix of `path` that can be requested with GET. A form is submitted to an
    address below that of its page."""
    addresses = current_app.url_map.bind("")
    while path.startswith(HOME):
        try:
            endpoint, _ = addresses.match(path, method="GET")
        except HTTPException:
            endpoint = UNKNOWN_PAGE
        if endpoint != UNKNOWN_PAGE:
            return safe_path(path)
        path = path.rpartition("/")[0]
    return HOME


def next_path(form: Form) -> str:
    """The path of the page that the field `next` names; the desk's home if it is no path of the
    desk."""
    return safe_path(typed(form, "next", PATH_CHARS_MAX))


def redirect_to_path(wanted: str | None) -> Response:
    """Redirects to the page `wanted`, or to the desk's home if it is no path of the desk."""
    return redirect(f"{request.script_root}{safe_path(wanted)}", 303)


def safe_path(wanted: str | None) -> str:
    """`wanted` if it is a path of the desk, else the desk's home; without the path of PUBLIC_URL,
    with which it begins for a browser. Backslashes and unprintable characters are refused, because
    browsers read a backslash as a slash and drop tabs and line ends: such a path could lead to
    another host. So are steps to a higher folder, which lead out of the desk."""
    if not wanted or not wanted.startswith(HOME) or not wanted.isprintable() or "\\" in wanted:
        return HOME
    return HOME if ".." in unquote(_path_of(wanted)).split("/") else wanted
