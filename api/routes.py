"""Builds the blueprint of the API from the declarations of its operations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import orjson
from flask import Blueprint, Response, request
from werkzeug.routing import Map, Rule

from api import complaints, members, orders, points, tokens
from api.documentation import page
from api.frame import CONVERTERS, ApiContext, Operation, Problem, install
from api.frame.serving import serve
from api.openapi import document

PREFIX = "/api/v1"
OPERATIONS: tuple[Operation, ...] = (
    *members.OPERATIONS,
    *points.OPERATIONS,
    *orders.OPERATIONS,
    *complaints.OPERATIONS,
)
ANY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def make_api(context: ApiContext) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    install(api)
    api.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
    rules: list[Rule] = []

    def route(rule: str, name: str, method: str, view: Callable[..., Response]) -> None:
        options: dict[str, Any] = {"methods": [method], "provide_automatic_options": False}
        api.add_url_rule(rule, name, view, **options)
        rules.append(Rule(rule, methods=[method]))

    for operation in OPERATIONS:
        route(operation.rule, operation.name, operation.method, _view(context, operation))
    server = tokens.TokenServer(context)
    route("/token", "token", "POST", partial(tokens.answer, context, server))
    route("/openapi.json", "openapi", "GET", _openapi)
    route("/docs", "docs", "GET", lambda: Response(page(_document())))
    nowhere = _refuse_address(Map(rules, converters=CONVERTERS))
    for rule in ("", "/<api_anything:anywhere>"):
        api.add_url_rule(
            rule, "nowhere", nowhere, methods=ANY_METHOD, provide_automatic_options=False
        )
    return api


def _view(context: ApiContext, operation: Operation) -> Callable[..., Response]:
    def view(**path: Any) -> Response:
        return serve(context, operation, path)

    return view


def _refuse_address(known: Map) -> Callable[..., NoReturn]:
    """A view for all other addresses and methods of the API."""

    def refuse(**path: str) -> NoReturn:
        below = request.path.partition(PREFIX)[2] or "/"
        allowed = known.bind("").allowed_methods(below)
        if not allowed and request.method != "TRACE":  # which no address has
            raise Problem("not_found")
        raise Problem("method_not_allowed", headers={"Allow": ", ".join(sorted(allowed))})

    return refuse


def _document() -> dict[str, Any]:
    return document(OPERATIONS, f"{request.script_root}{PREFIX}")


def _openapi() -> Response:
    return Response(orjson.dumps(_document()), content_type="application/json")
