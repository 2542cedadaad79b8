"""Serves an operation: authenticates and checks the request, runs the operation in a transaction,
and makes the answer."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from flask import Response, request
from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection

from api.frame.call import ApiContext, Call
from api.frame.models import Answer, Input
from api.frame.operation import Operation
from api.frame.problems import Problem
from core.clients import Caller, KeyedRequest, Scope, requests, tokens
from core.kernel import Values, plain_text

JSON = "application/json"
CHALLENGE = 'Bearer realm="points-hotline"'
# draft-ietf-httpapi-idempotency-key-header: a string in quotes; many clients leave those out.
IDEMPOTENCY_KEY = re.compile(r'"?([A-Za-z0-9._~:-]{8,64})"?')
TOKEN = re.compile(r"[!-~]{1,200}")


class UnrecordedAccess(AssertionError):
    """An operation has not added its call to the audit trail: a bug in it. The argument is its
    name."""


def serve(context: ApiContext, operation: Operation, path: dict[str, Any]) -> Response:
    """Raises Problem, and what the operation raises."""
    at = context.now()
    caller = authenticated(context, operation.scope)
    call = Call(caller, at, context.ids, operation.name, operation.act)
    call.query = _query(operation.query) if operation.query else None
    call.body = _body(operation.body) if operation.body else None
    if operation.keyed:
        return _change(context, operation, call, path)

    def read(conn: Connection) -> Answer:
        return _done(conn, operation, call, path)

    answer = context.database.run(read)
    return _conditional(
        _response(operation.status_of(answer), answer.model_dump_json(by_alias=True).encode())
    )


def authenticated(context: ApiContext, scope: Scope) -> Caller:
    """Who sends this request. Raises Problem: no valid token, not the scope, or too many."""
    given = request.authorization
    token = (given.token or "") if given and given.type == "bearer" else ""
    if not token:
        raise Problem("unauthorized", headers={"WWW-Authenticate": CHALLENGE})
    found = None
    if TOKEN.fullmatch(token):
        found = context.database.read(lambda conn: tokens.caller(conn, token, context.now()))
    if found is None:
        challenge = f'{CHALLENGE}, error="invalid_token"'
        raise Problem("unauthorized", headers={"WWW-Authenticate": challenge})
    context.limits.count_request(found.client_id)
    if scope not in found.scopes:
        challenge = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        raise Problem("no_scope", headers={"WWW-Authenticate": challenge})
    return found


def _change(
    context: ApiContext, operation: Operation, call: Call, path: dict[str, Any]
) -> Response:
    given = call.body.model_dump(mode="json") if call.body else None
    asked: Values = {"operation": operation.name, "path": path, "body": given}
    keyed = KeyedRequest(call.caller.client_id, _idempotency_key(), asked)
    call.key = keyed.ledger_key

    def change(conn: Connection) -> Values:
        answer = _done(conn, operation, call, path)
        return {
            "status": operation.status_of(answer),
            "body": answer.model_dump(mode="json"),
        }

    done = context.database.run(lambda conn: requests.once(conn, keyed, change, call.at))
    kind = operation.answers[done["status"]]
    body = kind.model_validate(done["body"]).model_dump_json(by_alias=True)
    return _response(done["status"], body.encode())


def _done(conn: Connection, operation: Operation, call: Call, path: dict[str, Any]) -> Answer:
    call.is_recorded = False  # this may be another attempt
    answer = operation.does(conn, call, **path)
    if not call.is_recorded:
        raise UnrecordedAccess(operation.name)
    return answer


def _idempotency_key() -> str:
    found = IDEMPOTENCY_KEY.fullmatch(request.headers.get("Idempotency-Key", ""))
    if found is None:
        raise Problem("no_key")
    return found[1]


def _query(model: type[Input]) -> BaseModel:
    given = request.args
    if any(len(values) > 1 for _, values in given.lists()):
        raise Problem("invalid", "A parameter of the query is there twice.")
    return _checked(lambda: model.model_validate(given.to_dict()))


def _body(model: type[Input]) -> BaseModel:
    if request.mimetype != JSON:
        raise Problem("no_json")
    content = request.get_data()
    return _checked(lambda: model.model_validate_json(content, strict=True))


def _checked(parse: Any) -> BaseModel:
    try:
        parsed: BaseModel = parse()
    except ValidationError as error:
        # Neither input nor context: they may be personal, and would be logged by the client.
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        if any(each["type"] == "json_invalid" for each in wrong):
            raise Problem("bad_request", "The body is no JSON.") from None
        listed = [
            {"pointer": _pointer(each["loc"]), "detail": plain_text.clean(each["msg"])}
            for each in wrong
        ]
        raise Problem("invalid", more={"errors": listed}) from None
    return parsed


def _pointer(place: tuple[int | str, ...]) -> str:
    return "#" + "".join(
        f"/{ascii(part)[1:-1] if isinstance(part, str) else part}" for part in place
    )


def _response(status: int, content: bytes) -> Response:
    return Response(content, status, content_type=JSON)


def _conditional(response: Response) -> Response:
    """With an ETag, so that a client which has the same already gets 304. What stores it asks
    again before each use."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    conditional: Response = response.make_conditional(request)  # type: ignore[assignment]
    return conditional
