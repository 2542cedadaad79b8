"""The blueprint of TM Forum's APIs."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, request

from api.frame import ApiContext, Operation, operations_blueprint
from api.frame.problems import TITLES
from api.openapi import document
from api.routes import PREFIX as API
from tmf import loyalty, trouble_tickets

PREFIX = "/tmf-api"
OPERATIONS: tuple[Operation, ...] = (*loyalty.OPERATIONS, *trouble_tickets.OPERATIONS)


def make_tmf(context: ApiContext) -> Blueprint:
    pages = (("/openapi.json", "openapi", "GET", _openapi),)
    return operations_blueprint(
        context, "tmf", PREFIX, OPERATIONS, pages=pages, error_members=_error_members
    )


def _error_members(name: str) -> dict[str, Any]:
    """What an error has by TMF630, the guidelines of all these APIs."""
    return {"code": name, "reason": TITLES[name][1]}


def _openapi() -> Response:
    root = request.script_root
    made = document(OPERATIONS, f"{root}{PREFIX}", tokens_at=f"{root}{API}/token")
    return Response(orjson.dumps(made), content_type="application/json")
