"""A week in which all other sides live with the hotline at once, fail, repeat themselves and are
late: in the end the ledger, the books of each of them and what members were told agree."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import billing_player
import kannel_player
import pytest
from agreement import (
    SERVICES,
    exchanges_agree,
    orders_of,
    parcels_agree,
    top_ups_agree,
)
from billing_player import Billing, Listener
from code_sealer import VOUCHER_SEALER, WEBHOOK_SEALER
from courier_player import CourierPlayer
from kannel_player import KannelPlayer, NotedTopics, playing_kannel
from provider_hotline import NewHotline, ProviderHotline
from provider_player import BALANCE_EVENTS, SECRET, ProviderPlayer, playing_provider
from voucher_stock import POINTS, SKU, offer_vouchers
from webhook_player import Receiver, receiver
from week_players import TILL, TILL_SECRET, BillingFiles, SendingPartner, SmsMember, Till

from core.clients import Scope, clients
from core.kernel import Refused
from core.messaging import Topic, webhooks
from core.schema import exchange, member, posting, sent_text, voucher
from jobs.member_sweep import Run
from jobs.schedule import JOBS

HOURS, DAYS_LATER = 7 * 24, 26
MEMBERS = (1, 2, 3, 5)
WEEKS = range(1, int(os.environ.get("WEEKS", "2")) + 1)
WEBHOOK_SECRET = "whsec_" + "c2VjcmV0" * 5
NewWeek = Callable[[int, str, str], "Week"]


@dataclass
class Week:
    """All of them. `placed`: how many orders of each kind, by the first digit of their numbers."""

    hotline: ProviderHotline
    draw: random.Random
    api: str
    provider: ProviderPlayer
    partner: ProviderPlayer
    courier: CourierPlayer
    kannel: KannelPlayer
    crm: Receiver
    billing: Billing
    till: Till
    sender: SendingPartner
    files: BillingFiles
    placed: Counter[str]

    def players(self) -> tuple[Any, ...]:
        return self.provider, self.partner, self.courier, self.kannel, self.crm

    def hour(self) -> None:
        draw, hotline = self.draw, self.hotline
        for share, act in (
            (0.15, self._service),
            (0.12, self._gift),
            (0.14, self._voucher),
            (0.2, self._exchange),
            (0.15, lambda: self.sender.sends(self._number())),
            (0.12, self._pays),
            (0.12, self._texts),
            (0.25, self.billing.lives),
            (0.05, lambda: self.files.sends_bills([self._number(), self._number()])),
        ):
            if draw.random() < share:
                act()
        self.billing.delivers() if draw.random() < 0.7 else self.files.sends_events()
        self.kannel.report_at_once(self._fetched)
        hotline.works()
        hotline.passes(minutes=draw.choice((20, 60, 90)))
        if draw.random() < 0.3:
            self.reports(twice=draw.random() < 0.5)

    def reports(self, *, twice: bool) -> None:
        top_ups = BALANCE_EVENTS if self.api == "tmf654" else "top-ups"
        self.provider.report(self.hotline.url, twice=twice, to=top_ups)
        self.partner.report(self.hotline.url, twice=twice, to="exchanges/airline")
        self.courier.report(self.hotline.url, twice=twice)
        self.kannel.report(self._fetched, twice=twice)

    def is_well_again(self) -> None:
        """Weeks pass without a fault: everything that was begun ends."""
        for player in self.players():
            player.is_well = True
        for _ in range(DAYS_LATER * 8):
            self.kannel.report_at_once(self._fetched)
            self.hotline.works()
            self.hotline.passes(hours=3, minutes=1)
            self.billing.delivers(faults=False)
        self.reports(twice=True)
        self.sender.asks_again()
        [leave] = [job for job in JOBS if job.name == "let_members_leave"]
        now = self.hotline.clock[0]
        leave.run(Run(self.hotline.database, now.date(), lambda: now, lambda: None, "week"))
        for _ in range(3):
            self.hotline.works()
            self.hotline.passes(minutes=2)

    def _fetched(self, path: str) -> int:
        return self.hotline.app.test_client().get(path).status_code

    def _number(self) -> str:
        known = self.billing.customers
        return known[self.draw.choice(list(known))].number

    def _order(self, kind: str, sku: str, points: int | None = None) -> None:
        number = f"{kind}{sum(self.placed.values()):07}"
        who = self.draw.choice(MEMBERS[:3])
        try:
            self.hotline.order(number, sku, who, points=points)
        except Refused:  # the day's limit, too few points, arrears
            return
        if kind == "5":
            self.hotline.hands_over(number, who)
        self.placed[kind] += 1

    def _service(self) -> None:
        self._order("4", self.draw.choice(SERVICES))

    def _gift(self) -> None:
        self._order("5", self.draw.choice(("phone-stand", "thermos-cup")))

    def _voucher(self) -> None:
        self._order("6", SKU, POINTS)

    def _exchange(self) -> None:
        exchange_id = f"{self.placed['exchange']:032x}"
        try:
            amount = self.draw.choice((100, 300, 1_000))
            self.hotline.exchanges(exchange_id, amount, self.draw.choice(MEMBERS))
        except Refused:
            return
        self.placed["exchange"] += 1

    def _pays(self) -> None:
        key = f"payment-{len(self.till.books) + self.till.refused:04}"
        self.till.pays(key, self.draw.choice(MEMBERS), self.draw.choice((10, 450, 90_000)))

    def _texts(self) -> None:
        [row] = self.hotline.rows(member, member.c.member_id == self.draw.choice(MEMBERS))
        if row.status == "active":
            bought = SmsMember(self.hotline, row.number).buys_credit()
            self.placed["texted"] += bought


@pytest.fixture
def partner(clock: list[datetime]) -> Iterator[ProviderPlayer]:
    with playing_provider(ProviderPlayer(lambda: clock[0])) as playing:
        yield playing


@pytest.fixture
def kannel(clock: list[datetime]) -> Iterator[KannelPlayer]:
    with playing_kannel(KannelPlayer(lambda: clock[0])) as playing:
        yield playing


@pytest.fixture
def crm(clock: list[datetime]) -> Iterator[Receiver]:
    with receiver(lambda: clock[0]) as playing:
        playing.secret = WEBHOOK_SECRET
        yield playing


@pytest.fixture
def new_week(
    new_hotline: NewHotline,
    player: ProviderPlayer,
    partner: ProviderPlayer,
    courier: CourierPlayer,
    kannel: KannelPlayer,
    crm: Receiver,
    tmp_path: Path,
) -> NewWeek:
    """(seed, dialect, api of the provider) -> all of them."""

    def make(seed: int, dialect: str, api: str) -> Week:
        hotline = new_hotline(
            dialect,
            api,
            courier.url,
            lambda carrier: NotedTopics(carrier, kannel),
            kannel_url=kannel.url,
            kannel_user=kannel_player.USER,
            kannel_password=kannel_player.PASSWORD,
            kannel_secret=kannel_player.SECRET,
            billing_secret=billing_player.SECRET,
            exchange_partners={"airline": {"url": f"{partner.url}/signed", "secret": SECRET}},
        )
        draw, at = random.Random(seed), hotline.clock[0]
        for n, each in enumerate((player, partner, courier, kannel, crm)):
            each.draw = random.Random(seed + 1000 + n)
        types = set(webhooks.TYPES.values())
        sealed = WEBHOOK_SEALER.seal(crm.secret, "crm")
        codes = [f"CODE-{n:04}" for n in range(40)]
        for work in (
            lambda conn: webhooks.add(conn, "crm", f"{crm.url}/hook", types, sealed, at),
            lambda conn: clients.add(conn, TILL, [Scope.POINTS_SPEND], TILL_SECRET, at),
            lambda conn: offer_vouchers(conn, codes, at),
        ):
            hotline.database.run(work)
        billing = Billing(Listener(hotline.app, hotline.clock), random.Random(seed + 2000))
        return Week(
            hotline,
            draw,
            api,
            player,
            partner,
            courier,
            kannel,
            crm,
            billing,
            Till(hotline),
            SendingPartner(hotline, draw),
            BillingFiles(billing, tmp_path),
            Counter(),
        )

    return make


@pytest.mark.parametrize("seed", WEEKS)
def test_all_books_agree_at_the_end(new_week: NewWeek, seed: int) -> None:
    on_server = seed % 2 == 0
    week = new_week(seed, *(("postgresql", "signed") if on_server else ("sqlite", "tmf654")))
    for _ in range(HOURS):
        week.hour()
    week.is_well_again()
    _has_lived(week)
    assert week.billing.due == []
    assert week.billing.agrees()
    assert week.hotline.is_sound()
    top_ups_agree(week.hotline, week.provider)
    exchanges_agree(week.hotline, week.partner)
    parcels_agree(week.hotline, week.courier)
    _points_agree(week)
    _texts_agree(week)
    _vouchers_agree(week)
    _webhooks_agree(week)


def _has_lived(week: Week) -> None:
    """Of everything there was enough for it to go wrong."""
    assert min(week.placed[kind] for kind in ("4", "5", "6", "exchange", "texted"))
    assert min(len(week.till.books), len(week.sender.books), week.till.refused)
    assert min(week.files.counts[what] for what in ("changes", "bills"))
    assert week.billing.played["twice"] and week.billing.played["late"]
    failed: Counter[str] = Counter()
    for player in week.players():
        failed.update(player.outages)
    assert failed["cut_after"] and failed["500"]


def _points_agree(week: Week) -> None:
    """What the till was paid, what the partner has sent, and what the bills have earned."""
    rows = week.hotline.rows(posting, posting.c.unit == "points")
    paid = [(row.member_id, -row.amount) for row in rows if row.contra == "partner:coffee"]
    assert sorted(paid) == sorted(week.till.books.values())
    came_in = [(row.key, row.amount) for row in rows if row.key.startswith("partner:airline:")]
    assert sorted(came_in) == sorted(
        (f"partner:airline:{reference}:0", points * 150 // 100)
        for reference, (points, answer) in week.sender.books.items()
        if answer == "added"
    )
    earned = [row.key for row in rows if row.key.startswith("accrual:B")]
    assert len(set(earned)) == len(earned), "earned twice"
    assert {key.split(":")[1] for key in earned} == set(week.files.taken)


def _texts_agree(week: Week) -> None:
    """Kannel has each text once, with the words and the end that the hotline has on record."""
    ours = {(row.member_id, row.event_id): row for row in week.hotline.rows(sent_text)}
    sent = [(each.whose, each.event_id) for each in week.kannel.books]
    assert len(set(sent)) == len(sent), "texted twice"
    assert set(sent) == {key for key, row in ours.items() if row.carrier_id}
    for each in week.kannel.books:
        assert ours[each.whose, each.event_id].status == each.end
    for text in week.kannel.taken:
        kept = ours[text.member_id, text.event_id]
        assert kept.number == text.number
        assert kept.words == text.words or text.topic == Topic.VOUCHER


def _vouchers_agree(week: Week) -> None:
    """Each code belongs to one order, and is texted to its member alone."""
    given = {row.order_id: row for row in week.hotline.rows(voucher) if row.order_id}
    assert set(given) == {row.order_id for row in orders_of(week.hotline, SKU).values()}
    texts = [text for text in week.kannel.taken if "CODE-" in text.words]
    for row in given.values():
        code = VOUCHER_SEALER.open(row.sealed, f"{row.sku}:{row.fingerprint}")
        [whose] = [text.member_id for text in texts if code in text.words] or [row.member_id]
        assert whose == row.member_id
    assert len(texts) <= len(given)


def _webhooks_agree(week: Week) -> None:
    """The other system was told of each change once, and of nothing else."""
    assert week.crm.changed == []
    told: Counter[tuple[str, ...]] = Counter()
    for said in week.crm.taken.values():
        data = said["data"]
        name = data.get("exchange") or data["number"]
        told[said["type"], name, *([data["state"]] if "state" in data else [])] += 1
    moves = Counter(
        ("parcel.moved", parcel.reference, move.kind)
        for parcel in week.courier.books
        for move in parcel.moves
    )
    for event in [each for each in told if each[0] == "parcel.moved"]:
        assert told.pop(event) <= moves[event]
    assert told == Counter(_to_be_told(week.hotline))


def _to_be_told(hotline: ProviderHotline) -> Iterator[tuple[str, str]]:
    for row in hotline.rows(exchange):
        yield "exchange.requested", row.exchange_id
        yield f"exchange.{row.status}", row.exchange_id
    for number, row in orders_of(hotline, *SERVICES).items():
        yield "order.placed", number
        yield f"order.{'fulfilled' if row.status == 'delivered' else row.status}", number
    for number, row in orders_of(hotline, "phone-stand", "thermos-cup").items():
        yield "order.placed", number
        if row.status in ("returned", "cancelled"):
            yield f"order.{row.status}", number
    for number in orders_of(hotline, SKU):
        yield "order.fulfilled", number
