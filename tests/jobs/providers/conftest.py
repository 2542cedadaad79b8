"""A worker with a provider of credit and data on the other side, which also plays a partner, and
the orders and exchanges of members."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from carriers import AUTH_TOKEN, HOTLINE_NUMBER
from code_sealer import CODE_SEALER, VOUCHER_SEALER, WEBHOOK_SEALER
from courier_player import CourierPlayer, playing_courier
from http_server import running
from provider_player import SECRET, ProviderPlayer, playing_provider
from werkzeug.serving import make_server

import wsgi
from core.contact_centre import PictureFiles
from core.kernel import Database, Settings
from flows.all_words import load_wording
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext, WebhookAccess
from jobs.dispatcher import Dispatcher
from phone.carrier import Carrier as Phone
from phone.routes import make_phone
from providers import courier_of, partners_of, provider_of
from web.carrier_files import CarrierFiles

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))

from provider_hotline import NewHotline, ProviderHotline

WORDING = load_wording()


@pytest.fixture
def clock(at: datetime) -> list[datetime]:
    return [at]


@pytest.fixture
def player(clock: list[datetime]) -> Iterator[ProviderPlayer]:
    with playing_provider(ProviderPlayer(lambda: clock[0])) as playing:
        yield playing


@pytest.fixture
def courier(clock: list[datetime]) -> Iterator[CourierPlayer]:
    with playing_courier(CourierPlayer(lambda: clock[0])) as playing:
        yield playing


@pytest.fixture
def new_hotline(
    new_database: Callable[[str, bool], str],
    redis_url: str,
    clock: list[datetime],
    player: ProviderPlayer,
    tmp_path: Path,
) -> Iterator[NewHotline]:
    """(dialect, api, courier) -> the hotline; `api` None: it has no provider; `courier` is the
    address of one, '' of none; `texts` puts something between the worker and the carrier; `more`
    are further settings."""
    with ExitStack() as stack:

        def make(
            dialect: str = "sqlite",
            api: str | None = "signed",
            courier: str = "",
            texts: Callable[[Any], Any] = lambda carrier: carrier,
            **more: Any,
        ) -> ProviderHotline:
            url = new_database(dialect, True)
            app: list[Any] = []
            server = make_server("127.0.0.1", 0, lambda *asked: app[0](*asked), threaded=True)
            address = f"http://127.0.0.1:{server.server_port}"
            partner = {"url": f"{player.url}/signed", "secret": SECRET}
            path = {"signed": "/signed", "tmf654": "/tmf", None: ""}[api]
            settings = Settings(
                database_url=url,
                redis_url=redis_url,
                secret_key="k" * 32,
                public_url=address,
                twilio_account_sid="AC1",
                twilio_auth_token=AUTH_TOKEN,
                twilio_api_url=f"{address}/phone",
                hotline_number=HOTLINE_NUMBER,
                ussd_token="a-ussd-token",
                top_up_url=player.url + path if api else "",
                top_up_api=api or "signed",
                top_up_secret=SECRET,
                courier_url=courier,
                courier_secret=SECRET,
                **({"exchange_partners": {"airline": partner}} | more),
            )
            hotline = wsgi.create_app(settings, now=lambda: clock[0])
            phone = Phone(address, address, AUTH_TOKEN, "a-ussd-token", HOTLINE_NUMBER, "AC1")
            hotline.register_blueprint(make_phone(phone, production=False))
            app.append(hotline)
            stack.enter_context(running(server))
            database = Database(url)
            stack.callback(database.dispose)
            now = partial(clock.__getitem__, 0)
            carriers = Carriers.from_settings(settings)
            context = DeliveryContext(
                database,
                replace(carriers, texts=texts(carriers.texts)),
                WORDING,
                "zh",
                now,
                CODE_SEALER,
                CarrierFiles(settings),
                PictureFiles(tmp_path),
                provider_of(settings, now),
                partners_of(settings, now),
                WebhookAccess(WEBHOOK_SEALER, may_be_private=True),
                courier=courier_of(settings, now),
                voucher_sealer=VOUCHER_SEALER,
            )
            worker = Dispatcher(context, name="w", stop=threading.Event())
            return ProviderHotline(database, address, worker, clock, hotline)

        yield make
