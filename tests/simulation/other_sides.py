"""The other sides: a provider of credit and data, a partner and a courier, each a server with books
of its own and faults from the life's seed, and a carrier of texts. A worker of the hotline asks
them, and they report to it."""

from __future__ import annotations

import random
import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime

from code_sealer import CODE_SEALER, VOUCHER_SEALER
from courier_player import CourierPlayer, playing_courier
from failing_texts import FailingTexts, KeptTexts
from flask import Flask
from provider_player import SECRET, Faulty, ProviderPlayer, Report, playing_provider

from core.contact_centre import PictureFiles
from core.kernel import Database, Settings
from core.messaging import Topic
from flows.language import Wording
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from providers import courier_of, partners_of, provider_of
from providers.routes import make_providers
from web.carrier_files import CarrierFiles

PARTNER = "airline"  # another one has no server: supervisors decide what is exchanged with it
TOPICS = (
    *(Topic.TOP_UP, Topic.PARCEL, Topic.EXCHANGE_REQUESTED),
    *(Topic.ORDER_FULFILLED, Topic.ORDER_CANCELLED, Topic.ORDER_RETURNED),
    *(Topic.PARCEL_NEWS, Topic.VOUCHER, Topic.EXCHANGE_ACCEPTED, Topic.EXCHANGE_REFUSED),
    *(Topic.CLAIM_DECIDED, Topic.JOINED),
)
"""What the worker delivers; other texts are no matter of these."""


class OtherSides:
    """`now`: the time of all of them; the hotline's worker has no other."""

    def __init__(self) -> None:
        self._clock = [datetime.min]
        self.provider, self.partner = ProviderPlayer(self.now), ProviderPlayer(self.now)
        self.courier, self.carrier = CourierPlayer(self.now), KeptTexts()
        self._texts = FailingTexts(self.carrier, None)
        self._servers = ExitStack()
        for player in (self.provider, self.partner):
            self._servers.enter_context(playing_provider(player))
        self._servers.enter_context(playing_courier(self.courier))
        self._settings = self._made_settings()
        self._carriers = replace(Carriers.from_settings(self._settings), texts=self._texts)

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
        self.carrier.taken.clear()
        self._texts.draw = random.Random(draw.random())

    def players(self) -> dict[str, Faulty]:
        return {"provider": self.provider, "partner": self.partner, "courier": self.courier}

    def recover(self) -> None:
        """From now on they have no faults."""
        self.provider.draw = self.partner.draw = self.courier.draw = self._texts.draw = None

    def work(self, database: Database, wording: Wording, at: datetime) -> bool:
        """The hotline's worker delivers all that is due. False: something has failed."""
        self._clock[0] = at
        worker = Dispatcher(
            self._context(database, wording), name="w", stop=threading.Event(), topics=TOPICS
        )
        return worker.run_once()

    def report(self, database: Database, at: datetime, draw: random.Random) -> int:
        """The hotline's webhooks are called, maybe again and in any order; how many of them."""
        self._clock[0] = at
        twice = draw.random() < 0.5
        reports: list[Report] = [
            *self.provider.reports(twice=twice),
            *self.partner.reports(twice=twice, to=f"exchanges/{PARTNER}"),
            *self.courier.reports(twice=twice),
        ]
        app = Flask("hotline")
        app.testing = True
        app.register_blueprint(make_providers(self._settings, database, self.now))
        client = app.test_client()
        for each in reports:
            path = f"/providers/{each.to}"
            answer = client.post(path, data=each.body, headers=each.headers)
            assert answer.status_code == 204, answer.text
        return len(reports)

    def _context(self, database: Database, wording: Wording) -> DeliveryContext:
        settings = self._settings
        return DeliveryContext(
            database,
            self._carriers,
            wording,
            "zh",
            self.now,
            CODE_SEALER,
            CarrierFiles(settings),
            PictureFiles(settings.media_dir),
            provider_of(settings, self.now),
            partners_of(settings, self.now),
            courier=courier_of(settings, self.now),
            voucher_sealer=VOUCHER_SEALER,
        )

    def _made_settings(self) -> Settings:
        partner = {"url": f"{self.partner.url}/signed", "secret": SECRET}
        return Settings(
            database_url="sqlite://",
            redis_url="redis://localhost",
            secret_key="k" * 32,
            public_url="http://localhost",
            twilio_account_sid="AC1",
            twilio_auth_token="no-token",
            hotline_number="+8610086",
            ussd_token="a-ussd-token",
            top_up_url=f"{self.provider.url}/signed",
            top_up_secret=SECRET,
            courier_url=self.courier.url,
            courier_secret=SECRET,
            exchange_partners={PARTNER: partner},
        )
