"""The declaration of an operation: its address, who may use it, what it takes and what it answers.

Routes, the checks before them and the documentation are all made of it. An operation without a
scope cannot be declared, so a forgotten one stops the start of the application.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel
from werkzeug.routing import BaseConverter

from api.frame.models import MEMBER_ID_MAX, Answer, Input, MemberId, ReferenceNumber
from core.clients import Scope
from core.kernel import reference_numbers

PATH_NAME = re.compile(r"\{(\w+)\}")


class MemberIdConverter(BaseConverter):
    """What is no id is no address either. (Werkzeug's own converters end the search for a route at
    a value that is out of range, so that nobody could answer it as the rest of the API.)"""

    regex = rf"[1-9][0-9]{{0,{len(str(MEMBER_ID_MAX)) - 1}}}"

    def to_python(self, value: str) -> int:
        return int(value)


class NumberConverter(BaseConverter):
    regex = rf"[1-9][0-9]{{{reference_numbers.DIGITS - 1}}}"


class AnythingConverter(BaseConverter):
    """Also line breaks, which Werkzeug's `path` ends at."""

    regex = r"(?s:.*)"
    part_isolating = False


CONVERTERS = {
    "api_member_id": MemberIdConverter,
    "api_number": NumberConverter,
    "api_anything": AnythingConverter,
}


class UndeclaredScope(TypeError):
    """An operation declares no scope, or a word that is none."""


@dataclass(frozen=True, slots=True)
class PathParameter:
    """`converter`: of the route; what it does not match is no address of the API."""

    converter: str
    kind: Any


PATH_PARAMETERS: Mapping[str, PathParameter] = {
    "member_id": PathParameter("api_member_id", MemberId),
    "number": PathParameter("api_number", ReferenceNumber),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """name: the operationId. path: below /api/v1, with its parameters in braces.
    does: takes the connection, the call, and the path's parameters by name; returns one of
        `answers`. It runs in one transaction, and records the access in the audit trail.
    act: the name of that entry of the audit trail.
    answers: the model of each status of success.
    refused_for: the names of problems that a rule may raise (status 409).
    keyed: whether it changes anything: then a request has an Idempotency-Key.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    tag: str
    summary: str
    scope: Scope
    act: str
    answers: Mapping[int, type[Answer]]
    does: Callable[..., Answer]
    query: type[Input] | None = None
    body: type[Input] | None = None
    keyed: bool = False
    refused_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.scope, Scope):
            raise UndeclaredScope(f"{self.name}: {self.scope!r}")

    @property
    def rule(self) -> str:
        """As Flask writes it."""

        def converted(found: re.Match[str]) -> str:
            return f"<{PATH_PARAMETERS[found[1]].converter}:{found[1]}>"

        return PATH_NAME.sub(converted, self.path)

    @property
    def path_names(self) -> list[str]:
        return PATH_NAME.findall(self.path)

    def status_of(self, answer: BaseModel) -> int:
        return next(status for status, kind in self.answers.items() if type(answer) is kind)
