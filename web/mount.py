"""Serves the application below the path of PUBLIC_URL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from core.kernel import BadSettings

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def check_root(root: str, routes: Iterable[str]) -> None:
    """Raises BadSettings if `root` begins as one of the application's own routes does: whether a
    proxy has removed it from a path could not be told."""
    first = root.split("/")[1:2]
    if first and first[0] in {route.split("/")[1] for route in routes}:
        raise BadSettings([f"PUBLIC_URL has a path that begins with /{first[0]}, as our own do"])


def without_root(path: str, root: str) -> str:
    """The path below `root`. A proxy may have removed `root` already."""
    return path[len(root) :] if path == root or path.startswith(f"{root}/") else path


def mounted(app: Wsgi, root: str) -> Wsgi:
    """The application below `root`, the path of PUBLIC_URL ('' if it has none), with which all
    addresses in its answers begin. Requests may arrive with it or, where a proxy removes it,
    without."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["PATH_INFO"] = without_root(environ.get("PATH_INFO", ""), root)
        environ["SCRIPT_NAME"] = root
        return app(environ, start_response)

    return answer
