"""The base of what clients send and get, and the types that several operations share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from core.kernel import plain_text

PAGE_ROWS, PAGE_ROWS_MAX = 50, 200
MEMBER_ID_MAX = 10**18 - 1
WORDS_CHARS_MAX = 1000


class Input(BaseModel):
    """What a client sends. A field that is not declared is an error: it would be ignored, and its
    sender would believe that it counted."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


def _whole(value: Any) -> Any:
    """JSON knows one kind of numbers: 5.0 is the whole number 5."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[int, BeforeValidator(_whole)]
MemberId = Annotated[int, Field(ge=1, le=MEMBER_ID_MAX, description="A member's id.")]
BodyMemberId = Annotated[MemberId, BeforeValidator(_whole)]
"""In a body, where it is a number of JSON."""
PhoneNumber = Annotated[
    str,
    StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$"),
    Field(description="A telephone number in E.164, such as +8613800000001."),
]
ReferenceNumber = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{7}$"),
    Field(description="The number of an order or a complaint, which members quote."),
]
# At least one letter or digit: a line of blanks is no reason for anything.
Words = Annotated[
    str,
    StringConstraints(max_length=WORDS_CHARS_MAX, pattern=r"[0-9A-Za-z\u00c0-\ud7ff]"),
    AfterValidator(plain_text.clean),
]


class PageQuery(Input):
    """A page of a list, the newest first."""

    limit: int = Field(PAGE_ROWS, ge=1, le=PAGE_ROWS_MAX, description="How many at most.")
    after: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]{1,200}$",
        description="The `next` of the page before; absent on the first page.",
    )


class ProblemDetails(BaseModel):
    """An error, as RFC 9457 has it. `type` tells one from another; `errors` lists what is wrong
    with a field each."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[dict[str, Any]] | None = None
