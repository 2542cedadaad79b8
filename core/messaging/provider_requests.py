"""What another system is asked to carry out once: adding phone credit or a partner's points, or
taking a gift to its address.

A request leaves through the outbox, when the change that causes it is committed with its points
held. What the provider says ends it: the points are spent or released. A request whose answer was
lost may have been carried out, so the provider is asked about it before it is sent again, under the
same reference.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from core.kernel import HotlineError


class ProviderUnreachable(HotlineError):
    """No answer, or one that says neither yes nor no: nobody knows whether the request was carried
    out. The text says what came instead."""


class Outcome(StrEnum):
    ADDED = "added"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """Something that has happened to what was asked for: a parcel was picked up, delivered."""

    event_id: str
    kind: str
    at: datetime


class Receipt(NamedTuple):
    """What the provider says of a request; `provider_id` is its own name of it, if it has one, and
    `events` all that it knows to have happened since, in no order."""

    outcome: Outcome
    provider_id: str | None = None
    events: tuple[ProviderEvent, ...] = ()


class ProviderRequest(Protocol):
    """`reference` identifies the request at the provider; `requested_at` is when it was last sent,
    None: never."""

    @property
    def reference(self) -> str: ...

    @property
    def requested_at(self) -> datetime | None: ...


RequestT = TypeVar("RequestT", bound=ProviderRequest)
AskedT = TypeVar("AskedT", bound=ProviderRequest, contravariant=True)


class Provider(Protocol[AskedT]):
    """Carries out requests. Both methods raise ProviderUnreachable if nobody knows the answer."""

    def add(self, request: AskedT, /) -> Receipt: ...

    def status(self, request: AskedT, /) -> Receipt | None:
        """None if the provider knows of no such request."""
        ...
