"""Other systems are told of events until they have taken them, signed, and never at an address in a
private network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from carriers import CarrierLine
from code_sealer import CODE_SEALER
from dispatched import WORDING, Clock
from sqlalchemy import Connection
from webhook_player import Receiver, receiver

from core.contact_centre import PictureFiles
from core.kernel import Database, Sealer
from core.loyalty import partner_exchange
from core.members import profiles
from core.messaging import Outcome, ProviderEvent, Receipt, Topic, outbox, webhooks
from core.programme import local_day
from core.redemption import parcel_events, parcels, placing
from core.service import IssuedReceipt, claims, complaints, receipt_book
from jobs import pinned_post
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext, WebhookAccess
from jobs.dispatcher import TO_MEMBERS, TO_SYSTEMS, Dispatcher
from web.carrier_files import CarrierFiles

SEALER = Sealer(["k" * 40], webhooks.SEALED_FOR)
SECRET = "whsec_" + "c2VjcmV0" * 5
NEW_SECRET = "whsec_" + "bmV3ISEh" * 5


class Pair:
    """The two dispatchers of a worker, and the receiver that they tell."""

    def __init__(self, context: DeliveryContext, told: Receiver, clock: Clock) -> None:
        self.told, self.clock, self.database = told, clock, context.database
        stop = threading.Event()
        self._members = Dispatcher(context, name="w", stop=stop, topics=TO_MEMBERS)
        self._systems = Dispatcher(context, name="w:webhooks", stop=stop, topics=TO_SYSTEMS)

    def run(self) -> None:
        assert self._members.run_once()
        assert self._systems.run_once()

    def add(self, types: tuple[str, ...] = ("complaint.filed",), url: str = "") -> None:
        sealed = SEALER.seal(SECRET, "crm")
        url = url or f"{self.told.url}/hook"
        self.told.secret = SECRET
        self.database.run(lambda conn: webhooks.add(conn, "crm", url, types, sealed, self.clock.at))

    def complain(self, number: str = "20261111", member_id: int = 1) -> None:
        def work(conn: Any) -> None:
            profiles.lock(conn, member_id)
            complaints.file(
                conn,
                member_id=member_id,
                words=f"坏了 {number}",
                recording_url=None,
                channel="api",
                key=number,
                at=self.clock.at,
                complaint_id=f"c{number}",
                number=number,
            )

        self.database.run(work)

    def later(self) -> None:
        self.clock.at += timedelta(hours=1)
        self.run()

    @property
    def only(self) -> webhooks.WebhookDelivery:
        (found,) = self.database.read(lambda conn: webhooks.deliveries(conn, rows=10))
        return found


@pytest.fixture
def told(clock: Clock) -> Iterator[Receiver]:
    with receiver(clock.now) as player:
        yield player


@pytest.fixture
def pair(
    database: Database, line: CarrierLine, clock: Clock, tmp_path: Path, told: Receiver
) -> Pair:
    return Pair(_context(database, line, clock, tmp_path, private=True), told, clock)


def _context(
    database: Database, line: CarrierLine, clock: Clock, folder: Path, *, private: bool
) -> DeliveryContext:
    return DeliveryContext(
        database,
        Carriers.from_settings(line.settings),
        WORDING,
        "zh",
        clock.now,
        CODE_SEALER,
        CarrierFiles(line.settings),
        PictureFiles(folder),
        webhooks=WebhookAccess(SEALER, private),
    )


def test_an_event_is_told_once_and_says_what_happened(pair: Pair) -> None:
    pair.add()
    pair.complain()
    pair.run()
    pair.later()
    (event,) = pair.told.taken.values()
    assert event["type"] == "complaint.filed" and event["timestamp"].endswith("Z")
    assert event["data"] == {"member_id": 1, "number": "20261111"}
    assert len(pair.told.seen) == 1 and pair.only.status == "delivered"


@pytest.fixture
def seeded_pair(
    new_database: Callable[[str, bool], str],
    line: CarrierLine,
    clock: Clock,
    tmp_path: Path,
    told: Receiver,
) -> Iterator[Pair]:
    seeded = Database(new_database("sqlite", True))
    yield Pair(_context(seeded, line, clock, tmp_path, private=True), told, clock)
    seeded.dispose()


def redeem(conn: Connection, at: datetime) -> None:
    placing.redeem(
        conn,
        member=profiles.by_id(conn, 1),
        sku="phone-stand",
        points=300,
        key="k",
        at=at,
        channel="api",
        order_id="o1",
        number="20264444",
    )


def test_orders_are_told_by_their_numbers(seeded_pair: Pair) -> None:
    seeded_pair.add(("order.placed",))
    seeded_pair.database.run(partial(redeem, at=seeded_pair.clock.at))
    seeded_pair.run()
    (event,) = seeded_pair.told.taken.values()
    assert event["type"] == "order.placed"
    assert event["data"] == {"member_id": 1, "number": "20264444"}


def test_what_happens_to_a_parcel_is_told(seeded_pair: Pair) -> None:
    seeded_pair.add(("parcel.moved",))
    at = seeded_pair.clock.at

    def send(conn: Connection) -> None:
        redeem(conn, at)
        parcels.hand_over(conn, member_id=1, order_id="o1", at=at)
        moved = (ProviderEvent("E1", "picked_up", at),)
        receipt = Receipt(Outcome.PENDING, "SF1", moved)
        parcels.settle(conn, parcel_events.Which(1, "o1", 1), receipt, at)

    seeded_pair.database.run(send)
    seeded_pair.run()
    (event,) = seeded_pair.told.taken.values()
    data = {"member_id": 1, "number": "20264444", "state": "picked_up"}
    assert (event["type"], event["data"]) == ("parcel.moved", data)


def test_claims_and_exchanges_are_told_with_what_became_of_them(seeded_pair: Pair) -> None:
    """A claim that is granted at once is only decided."""
    seeded_pair.add(("claim.decided", "claim.filed", "exchange.requested", "exchange.refused"))
    at = seeded_pair.clock.at

    def claim(conn: Connection, receipt: str, number: str) -> None:
        how = {"member_id": 1, "receipt_number": receipt, "channel": "api", "key": number}
        claims.file(conn, **how, at=at, claim_id=f"c{number}", number=number)

    def deal(conn: Connection) -> None:
        issued = IssuedReceipt("coffee", "77777777", "services", local_day(at), 88_80, 1)
        receipt_book.enter(conn, issued, at)
        claim(conn, "66666666", "20265551")
        claim(conn, "77777777", "20265552")
        terms = {"partner": "airline", "amount": 200, "key": "k", "exchange_id": "e" * 32}
        member = profiles.by_id(conn, 1)
        partner_exchange.request(conn, member=member, **terms, at=at)
        partner_exchange.refuse(conn, member_id=1, exchange_id="e" * 32, at=at)

    seeded_pair.database.run(deal)
    seeded_pair.run()
    told = [(event["type"], event["data"]) for event in seeded_pair.told.taken.values()]
    exchange = {"member_id": 1, "exchange": "e" * 32, "partner": "airline", "points": 200}
    decided = {"member_id": 1, "number": "20265552", "decision": "granted"}
    assert sorted(told, key=str) == [
        ("claim.decided", decided),
        ("claim.filed", {"member_id": 1, "number": "20265551"}),
        ("exchange.refused", exchange),
        ("exchange.requested", exchange),
    ]


@pytest.mark.parametrize("fault", [500, 404, 302, 429])
def test_what_was_not_taken_is_told_again(pair: Pair, fault: int) -> None:
    pair.add()
    pair.told.faults += [fault, fault]
    pair.complain()
    pair.run()
    assert pair.only.status == "waiting" and pair.told.taken == {}
    pair.later()
    pair.later()
    assert len(pair.told.taken) == 1 and len(pair.told.seen) == 3
    assert len(set(pair.told.seen)) == 1  # by its id a receiver knows it again
    assert (pair.only.status, pair.only.tries) == ("delivered", 3)


def test_a_receiver_that_answers_too_late_gets_a_duplicate_with_the_same_id(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinned_post, "READ_SECONDS", 0.2)
    pair.add()
    pair.told.faults.append("late")
    pair.complain()
    pair.run()
    assert len(pair.told.taken) == 1 and pair.only.status == "waiting"
    monkeypatch.setattr(pinned_post, "READ_SECONDS", 60.0)
    pair.later()
    assert len(pair.told.taken) == 1 and len(pair.told.seen) == 2
    assert pair.only.status == "delivered"


def test_a_receiver_that_is_gone_is_told_nothing_more(pair: Pair) -> None:
    pair.add()
    pair.told.faults.append(410)
    pair.complain()
    pair.run()
    pair.later()
    assert (pair.only.status, pair.only.why) == ("failed", "HTTP 410")
    assert len(pair.told.seen) == 1


def test_it_is_given_up_after_many_tries_and_replayed(pair: Pair) -> None:
    pair.add()
    pair.told.faults += [500] * outbox.TRIES_MAX
    pair.complain()
    pair.run()
    for _ in range(outbox.TRIES_MAX):
        pair.later()
    delivery = pair.only
    assert (delivery.status, delivery.tries, pair.told.taken) == ("failed", outbox.TRIES_MAX, {})
    replay = partial(outbox.replay, member_id=1, event_id=delivery.event_id, at=pair.clock.at)
    assert pair.database.run(replay)
    pair.run()
    assert pair.only.status == "delivered" and len(pair.told.taken) == 1
    assert len(set(pair.told.seen)) == 1


def test_both_secrets_sign_while_one_is_replaced(pair: Pair) -> None:
    pair.add()
    until = pair.clock.at + timedelta(days=7)
    sealed = SEALER.seal(NEW_SECRET, "crm")
    pair.database.run(lambda conn: webhooks.rotate(conn, "crm", sealed, until))
    pair.complain()
    pair.run()  # the receiver has the former secret still
    pair.told.secret = NEW_SECRET
    pair.complain("20262222")
    pair.run()
    assert len(pair.told.taken) == 2
    assert [each.count("v1,") for each in pair.told.signatures] == [2, 2]
    pair.clock.at = until
    pair.complain("20263333")
    pair.run()
    assert len(pair.told.taken) == 3 and pair.told.signatures[-1].count("v1,") == 1


def test_other_types_and_disabled_endpoints_are_told_nothing(pair: Pair) -> None:
    pair.add(("order.placed",))
    pair.complain()
    pair.run()
    assert pair.told.seen == []
    pair.database.run(lambda conn: webhooks.disable(conn, "crm"))
    pair.database.run(
        lambda conn: outbox.put_new(
            conn, 1, Topic.WEBHOOK, "webhook:crm:x",
            {"endpoint": "crm", "type": "complaint.filed", "of": {"number": "20261111"}},
            pair.clock.at,
        )
    )  # fmt: skip
    pair.run()
    assert (pair.only.why, pair.told.seen) == ("disabled", [])


REFUSED = (
    ("https", ["127.0.0.1"]),
    ("https", ["10.0.0.1"]),
    ("https", ["93.184.215.14", "192.168.1.1"]),
    ("https", ["169.254.169.254"]),
    ("https", ["::1"]),
    ("https", ["::ffff:10.0.0.1"]),
    ("https", ["fd00::1"]),
    ("https", ["2002:0a00:0001::1"]),
    ("https", ["224.0.0.1"]),
    ("https", ["100.64.0.1"]),
    ("http", ["93.184.215.14"]),
)


def resolve_to(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    """What the host hook.example is looked up as."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    real = socket.getaddrinfo

    def resolve(host: str, *more: Any, **named: Any) -> Any:
        return found if host == "hook.example" else real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(("scheme", "addresses"), REFUSED)
def test_no_private_address_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, scheme: str, addresses: list[str]
) -> None:
    resolve_to(monkeypatch, addresses)
    with pytest.raises(pinned_post.NotPublic):
        pinned_post.post(f"{scheme}://hook.example/hook", b"{}", {}, may_be_private=False)


def test_private_networks_are_refused_in_production(
    pair: Pair, line: CarrierLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = _context(pair.database, line, pair.clock, tmp_path, private=False)
    strict = Pair(production, pair.told, pair.clock)
    strict.add(url="https://hook.example/hook")
    resolve_to(monkeypatch, ["10.0.0.1"])
    strict.complain()
    strict.run()
    assert (strict.only.status, strict.only.why) == ("failed", "private address")


def test_public_addresses_are_known() -> None:
    assert all(map(pinned_post.is_public, ("93.184.215.14", "2606:4700::1111")))


@pytest.mark.parametrize(
    "address",
    [
        "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",  # an IPv4 behind
        "2002:a00:1::", "2001:0:1::", "::ffff:10.0.0.1",
        "fec0::1", "fe80::1", "fc00::1", "5f00::1", "3fff::1", "192.88.99.1", "100.64.0.1",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside_are_not_public(address: str) -> None:
    assert not pinned_post.is_public(address)
