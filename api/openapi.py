"""The OpenAPI 3.1 document of the API, made of the declarations of its operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from api.frame import PATH_PARAMETERS, Operation, ProblemDetails
from api.frame.problems import MEDIA_TYPE, TITLES, status_phrase
from core.clients import Scope, tokens

TITLE, VERSION = "Points Hotline API", "1"
REF = "#/components/schemas/{model}"
SECURITY = "oauth"
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Chosen by the client, another one for each thing that is to be done. The same"
    " request with the same key is done once, and answered as the first time.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._~:-]{8,64}$"},
}
MATCH_HEADER = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an earlier answer: 304 if it is still the same.",
    "schema": {"type": "string"},
}
ALWAYS = ("unauthorized", "no_scope", "too_many_requests", "broken", "unavailable")
SCOPES = {
    Scope.MEMBERS_READ: "Read members, with masked numbers",
    Scope.MEMBERS_PERSONAL: "See names, and telephone numbers in full",
    Scope.POINTS_READ: "Read balances, lots and postings",
    Scope.POINTS_GRANT: "Grant points of goodwill",
    Scope.POINTS_SPEND: "Spend points at a partner",
    Scope.ORDERS_READ: "Read orders",
    Scope.ORDERS_WRITE: "Redeem points, and cancel orders",
    Scope.COMPLAINTS_READ: "Read how far complaints are",
    Scope.COMPLAINTS_WRITE: "File complaints",
    Scope.RECEIPTS_WRITE: "Enter receipts that points may be claimed for",
    Scope.CARDS_READ: "Read cards, with masked numbers",
    Scope.CARDS_WRITE: "Issue and swap cards, and report them lost",
}


def document(
    operations: Sequence[Operation], server: str, *, tokens_at: str = ""
) -> dict[str, Any]:
    """`server`: the path that the API begins with. `tokens_at`: that of the token endpoint, where
    it is none below it."""
    paths: dict[str, Any] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": _schemas(operations),
            "securitySchemes": {SECURITY: _security(tokens_at or f"{server}/token")},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "security": [{SECURITY: [str(operation.scope)]}],
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _ref(operation.body)}},
        }
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in operation.path_names:
        schema = TypeAdapter(PATH_PARAMETERS[name].kind).json_schema()
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    if operation.query is not None:
        fields = operation.query.model_json_schema()["properties"]
        for name, schema in fields.items():
            found.append({"name": name, "in": "query", "required": False, "schema": schema})
    if operation.keyed:
        found.append(KEY_HEADER)
    if operation.method == "GET":
        found.append(MATCH_HEADER)
    return found


def _responses(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        str(status): {
            "description": status_phrase(status),
            "content": {"application/json": {"schema": _ref(model)}},
        }
        for status, model in operation.answers.items()
    }
    if operation.method == "GET":
        found["304"] = {"description": "It is still the same"}
    for name in problems_of(operation):
        status, title = TITLES[name]
        if str(status) in found:
            found[str(status)]["description"] += f" {title} ({name})"
        else:
            schema = {"schema": _ref(ProblemDetails)}
            found[str(status)] = {
                "description": f"{title} ({name})",
                "content": {MEDIA_TYPE: schema},
            }
    return dict(sorted(found.items()))


def problems_of(operation: Operation) -> list[str]:
    """The names of the problems that the operation may answer with."""
    names = [*ALWAYS]
    if operation.path_names or operation.body is not None:
        names.append("not_found")
    if operation.body is not None:
        names += ["bad_request", "no_json", "too_large", "invalid"]
    if operation.query is not None:
        names.append("invalid")
    if operation.keyed:
        names += ["no_key", "key_reused"]
    return [*names, *operation.refused_for]


def _schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    inputs = [(each.body, "validation") for each in operations if each.body is not None]
    answers = [(kind, "serialization") for each in operations for kind in each.answers.values()]
    models: Any = [*inputs, *answers, (ProblemDetails, "serialization")]
    _, made = models_json_schema(models, ref_template=REF)
    schemas: dict[str, Any] = made["$defs"]
    return schemas


def _ref(model: type[Any]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}


def _security(tokens_at: str) -> dict[str, Any]:
    flow = {
        "tokenUrl": tokens_at,
        "scopes": {str(scope): words for scope, words in SCOPES.items()},
    }
    minutes = int(tokens.LIFETIME.total_seconds() // 60)
    return {
        "type": "oauth2",
        "description": f"A token is valid for {minutes} minutes.",
        "flows": {"clientCredentials": flow},
    }
