"""What a provider says that cannot be read or kept: it is asked again, and what it did counts."""

import json

import pytest
from flask import Flask, Response
from http_server import running
from provider_hotline import NewHotline
from provider_player import ProviderPlayer
from werkzeug.serving import make_server

from core.schema import gift_order, outbox

ONE = "40000001"
ENDLESS = "[" * 30_000
DAYS = 2


def saying(words: str) -> Flask:
    """A provider that gives every request the same answer."""
    app = Flask("odd")

    @app.route("/<path:anything>", methods=["GET", "PUT", "POST"])
    def answer(anything: str) -> Response:
        return Response(words, content_type="application/json")

    return app


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "name", ['"a\\u0000b"', '"\\ud800"', '{"a": 1}', "[1]", "true", '""', json.dumps("x" * 201)]
)
def test_name_that_cannot_be_kept_stops_nothing(
    new_hotline: NewHotline,
    player: ProviderPlayer,
    monkeypatch: pytest.MonkeyPatch,
    dialect: str,
    name: str,
) -> None:
    app = saying(f'{{"status": "added", "id": {name}}}')
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as url:
        monkeypatch.setattr(player, "url", url)
        hotline = new_hotline(dialect)
        hotline.order(ONE)
        hotline.works()
        [order] = hotline.rows(gift_order, gift_order.c.number == ONE)
        assert (order.status, order.provider_id) == ("delivered", None)
        assert hotline.is_sound()


def test_number_as_a_name_is_kept(
    new_hotline: NewHotline, player: ProviderPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = saying('{"status": "completed", "id": 7}')
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as url:
        monkeypatch.setattr(player, "url", url)
        hotline = new_hotline(api="tmf654")
        hotline.order(ONE)
        hotline.works()
        assert hotline.rows(gift_order, gift_order.c.number == ONE)[0].provider_id == "7"


def test_provider_whose_answers_cannot_be_read_is_asked_for_days(
    new_hotline: NewHotline, player: ProviderPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(make_server("127.0.0.1", 0, saying(ENDLESS), threaded=True)) as url:
        monkeypatch.setattr(player, "url", url)
        hotline = new_hotline(courier=url)
        hotline.order(ONE)
        hotline.order("40000002", "thermos-cup")
        hotline.hands_over("40000002")
        for _ in range(DAYS * 24):
            hotline.passes(hours=1)
            hotline.works()
        asked = hotline.rows(outbox, outbox.c.topic.in_(("top_up", "parcel")))
        assert [(row.done_at, row.failed) for row in asked] == [(None, None)] * 2
