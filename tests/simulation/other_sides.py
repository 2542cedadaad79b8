"""The other sides: a provider of credit and data, a partner, a courier, Kannel and a system that is
told of events, each a server with books of its own and faults from the life's seed. A worker of the
hotline asks them, and they report to it."""

from __future__ import annotations

import random
import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from code_sealer import CODE_SEALER, VOUCHER_SEALER, WEBHOOK_SEALER
from courier_player import CourierPlayer, playing_courier
from failing_texts import FailingTexts, KeptTexts, Taken
from kannel_player import KannelPlayer, NotedTopics, playing_kannel
from pages import PARTNER, SETTINGS, SIGNED, TMF654, pages_of
from provider_player import (
    BALANCE_EVENTS,
    Faulty,
    ProviderPlayer,
    Report,
    playing_provider,
)
from sqlalchemy import Connection
from webhook_player import receiver

from core.contact_centre import PictureFiles
from core.kernel import Database, Settings
from core.messaging import Topic, webhooks
from flows.language import Wording
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext, WebhookAccess
from jobs.dispatcher import Dispatcher
from providers import courier_of, partners_of, provider_of
from web.carrier_files import CarrierFiles

if TYPE_CHECKING:
    from deployment import Process

BY_KANNEL = 0.4  # of the lives
TOPICS = (
    *(Topic.TOP_UP, Topic.PARCEL, Topic.EXCHANGE_REQUESTED),
    *(Topic.ORDER_FULFILLED, Topic.ORDER_CANCELLED, Topic.ORDER_RETURNED),
    *(Topic.PARCEL_NEWS, Topic.VOUCHER, Topic.EXCHANGE_ACCEPTED, Topic.EXCHANGE_REFUSED),
    *(Topic.CLAIM_DECIDED, Topic.JOINED, Topic.POINTS_SPENT, Topic.WEBHOOK),
)
"""What the worker delivers; other texts are no matter of these."""
TOLD_SYSTEM = "crm"
WEBHOOK_SECRET = "whsec_" + "c2VjcmV0" * 5


class OtherSides:
    """`now`: the time of all of them; the hotline's worker has no other. In each life the provider
    speaks one of its two protocols, and texts go by Kannel or by a carrier that can list them."""

    def __init__(self) -> None:
        self._clock = [datetime.min]
        self.provider, self.partner = ProviderPlayer(self.now), ProviderPlayer(self.now)
        self.courier, self.kannel = CourierPlayer(self.now), KannelPlayer(self.now)
        self._listing = KeptTexts()
        self._failing = FailingTexts(self._listing, None)
        self._servers = ExitStack()
        for player in (self.provider, self.partner):
            self._servers.enter_context(playing_provider(player))
        self._servers.enter_context(playing_courier(self.courier))
        self._servers.enter_context(playing_kannel(self.kannel))
        self.crm = self._servers.enter_context(receiver(self.now))
        self.crm.secret = WEBHOOK_SECRET
        self.uses_kannel, self._settings = False, SETTINGS

    def end(self) -> None:
        self._servers.close()

    def now(self) -> datetime:
        return self._clock[0]

    def begin(self, draw: random.Random) -> None:
        """Empty books, and faults to come."""
        for player in self.players().values():
            player.draw = random.Random(draw.random())
            player.outages.clear()
        for books in (self.provider.books, self.partner.books, self.courier.books):
            books.clear()
        for texts in (self._listing.taken, self.kannel.taken, self.kannel.books):
            texts.clear()
        self.crm.taken.clear()
        self._failing.draw = random.Random(draw.random())
        self.uses_kannel = draw.random() < BY_KANNEL
        self._settings = self._made_settings(draw.choice((SIGNED, TMF654)))

    @property
    def texts(self) -> list[Taken]:
        """What the carrier has taken."""
        return self.kannel.taken if self.uses_kannel else self._listing.taken

    def players(self) -> dict[str, Faulty]:
        return {
            "provider": self.provider,
            "partner": self.partner,
            "courier": self.courier,
            "kannel": self.kannel,
            "system": self.crm,
        }

    def recover(self) -> None:
        """From now on they have no faults."""
        for player in (*self.players().values(), self._failing):
            player.draw = None

    def registers(self, conn: Connection, at: datetime) -> None:
        """The system wants to be told of everything that there is to tell."""
        sealed = WEBHOOK_SEALER.seal(WEBHOOK_SECRET, TOLD_SYSTEM)
        types = set(webhooks.TYPES.values())
        webhooks.add(conn, TOLD_SYSTEM, f"{self.crm.url}/hook", types, sealed, at)

    def work(self, process: Process, wording: Wording) -> bool:
        """The hotline's worker delivers all that is due. False: something has failed."""
        self._clock[0] = process.now()
        self.kannel.report_at_once(partial(self._fetched, process))
        worker = Dispatcher(
            self._context(process.database, wording),
            name="w",
            stop=threading.Event(),
            topics=TOPICS,
        )
        return worker.run_once()

    def report(self, process: Process, draw: random.Random) -> None:
        """The hotline's webhooks are called, maybe again and in any order."""
        self._clock[0] = process.now()
        twice = draw.random() < 0.5
        top_ups = BALANCE_EVENTS if self._settings.top_up_api == TMF654 else "top-ups"
        reports: list[Report] = [
            *self.provider.reports(twice=twice, to=top_ups),
            *self.partner.reports(twice=twice, to=f"exchanges/{PARTNER}"),
            *self.courier.reports(twice=twice),
        ]
        client = pages_of(process.database, self.now()).of_providers
        for each in reports:
            answer = client.post(f"/providers/{each.to}", data=each.body, headers=each.headers)
            assert answer.status_code == 204, answer.text
        self.kannel.report(partial(self._fetched, process), twice=twice)

    def _fetched(self, process: Process, path: str) -> int:
        """Kannel reports what has become of a text."""
        return pages_of(process.database, self.now()).of_kannel.get(path).status_code

    def _context(self, database: Database, wording: Wording) -> DeliveryContext:
        settings = self._settings
        carriers = Carriers.from_settings(settings)
        noted = NotedTopics(carriers.texts, self.kannel)
        texts = noted if self.uses_kannel else self._failing
        return DeliveryContext(
            database,
            replace(carriers, texts=texts),
            wording,
            "zh",
            self.now,
            CODE_SEALER,
            CarrierFiles(settings),
            PictureFiles(settings.media_dir),
            provider_of(settings, self.now),
            partners_of(settings, self.now),
            WebhookAccess(WEBHOOK_SEALER, may_be_private=True),
            courier=courier_of(settings, self.now),
            voucher_sealer=VOUCHER_SEALER,
        )

    def _made_settings(self, api: Literal["signed", "tmf654"]) -> Settings:
        path = {SIGNED: "/signed", TMF654: "/tmf"}[api]
        known = SETTINGS.exchange_partners[PARTNER]
        partner = known.model_copy(update={"url": f"{self.partner.url}/signed"})
        urls = {
            "top_up_url": f"{self.provider.url}{path}",
            "top_up_api": api,
            "courier_url": self.courier.url,
            "exchange_partners": {PARTNER: partner},
            "kannel_url": self.kannel.url if self.uses_kannel else "",
        }
        return SETTINGS.model_copy(update=urls)
