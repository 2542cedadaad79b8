"""The blueprint of the API: all of its operations, tokens and the documentation."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from flask import Blueprint, Response, request

from api import cards, complaints, members, orders, points, receipts, spending, tokens
from api.documentation import page
from api.frame import ApiContext, Operation, operations_blueprint
from api.openapi import document

PREFIX = "/api/v1"
OPERATIONS: tuple[Operation, ...] = (
    *members.OPERATIONS,
    *points.OPERATIONS,
    *spending.OPERATIONS,
    *orders.OPERATIONS,
    *complaints.OPERATIONS,
    *receipts.OPERATIONS,
    *cards.OPERATIONS,
)


def make_api(context: ApiContext) -> Blueprint:
    server = tokens.TokenServer(context)
    pages = (
        ("/token", "token", "POST", partial(tokens.answer, context, server)),
        ("/openapi.json", "openapi", "GET", _openapi),
        ("/docs", "docs", "GET", lambda: Response(page(_document()))),
    )
    return operations_blueprint(context, "api", PREFIX, OPERATIONS, pages=pages)


def _document() -> dict[str, Any]:
    return document(OPERATIONS, f"{request.script_root}{PREFIX}")


def _openapi() -> Response:
    return Response(orjson.dumps(_document()), content_type="application/json")
