"""Builds a blueprint from the declarations of its operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from flask import Blueprint, Response, request
from werkzeug.routing import Map, Rule

from api.frame.call import ApiContext
from api.frame.operation import CONVERTERS, Operation
from api.frame.problems import Problem, install
from api.frame.serving import serve

ANY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
Page = tuple[str, str, str, Callable[[], Response]]
"""Rule, endpoint, method and view of what is no operation."""


def operations_blueprint(
    context: ApiContext,
    name: str,
    prefix: str,
    operations: Iterable[Operation],
    *,
    pages: Iterable[Page] = (),
    error_members: Callable[[str], Mapping[str, Any]] = lambda name: {},
) -> Blueprint:
    """error_members: what the answer to an error has besides problem details, by the problem's
    name."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    install(blueprint, error_members)
    blueprint.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
    served = [(each.rule, each.name, each.method, _view(context, each)) for each in operations]
    rules = []
    for rule, endpoint, method, view in (*served, *pages):
        blueprint.add_url_rule(
            rule, endpoint, view, methods=[method], provide_automatic_options=False
        )
        rules.append(Rule(rule, methods=[method]))
    nowhere = _refuse_address(prefix, Map(rules, converters=CONVERTERS))
    for rule in ("", "/<api_anything:anywhere>"):
        blueprint.add_url_rule(
            rule, "nowhere", nowhere, methods=ANY_METHOD, provide_automatic_options=False
        )
    return blueprint


def _view(context: ApiContext, operation: Operation) -> Callable[..., Response]:
    def view(**path: Any) -> Response:
        return serve(context, operation, path)

    return view


def _refuse_address(prefix: str, known: Map) -> Callable[..., NoReturn]:
    """A view for all other addresses and methods."""

    def refuse(**path: str) -> NoReturn:
        below = request.path.partition(prefix)[2] or "/"
        allowed = known.bind("").allowed_methods(below)
        if not allowed and request.method != "TRACE":  # which no address has
            raise Problem("not_found")
        raise Problem("method_not_allowed", headers={"Allow": ", ".join(sorted(allowed))})

    return refuse
