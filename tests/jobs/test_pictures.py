"""Pictures fetched from the carrier's media host, stored or refused, and deleted."""

import base64
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from code_sealer import CODE_SEALER
from http_server import running
from sqlalchemy import delete, select, text
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from core.contact_centre import PictureFiles, content_type_of, picture_intake, pictures
from core.kernel import Database, NotFound, Settings
from core.messaging.outbox import TRIES_MAX
from core.schema import outbox, picture
from flows.all_words import load_wording
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from web.carrier_files import API, CarrierFiles, CarrierUnavailable, FileRefused
from web.recordings import Recordings

ACCOUNT, TOKEN, NUMBER = "AC1", "an-auth-token", "+8613800000001"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
WORDING = load_wording()


@dataclass
class MediaHost:
    """Plays the carrier's API and the host where it stores files. `answers`: by path; `asked`: the
    method, the path, and whether the right credentials were sent; `texts`: those that it sends."""

    answers: dict[str, Response] = field(default_factory=dict)
    asked: list[tuple[str, str, bool]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    url: str = ""

    def __call__(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        if request.method == "POST":
            self.texts.append(request.form["Body"])
            sent = Response('{"sid": "SM9", "status": "queued"}', 201, mimetype="application/json")
            return sent(environ, start)
        given = request.headers.get("Authorization", "")
        right = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        self.asked.append((request.method, request.path, given == right))
        return self.answers.get(request.path, Response(status=404))(environ, start)

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


def serve() -> Iterator[MediaHost]:
    host = MediaHost()
    with running(make_server("127.0.0.1", 0, host, threaded=True)) as host.url:
        yield host


@pytest.fixture
def carrier() -> Iterator[MediaHost]:
    yield from serve()


@pytest.fixture
def elsewhere() -> Iterator[MediaHost]:
    """A host that is not the carrier's."""
    yield from serve()


@dataclass
class House:
    database: Database
    context: DeliveryContext
    settings: Settings
    at: datetime
    directory: Path

    def work(self, name: str = "w") -> None:
        assert Dispatcher(self.context, name=name, stop=threading.Event()).run_once()

    def keep(self, urls: list[str], message_id: str = "MM1", number: str = NUMBER) -> None:
        given = {"number": number, "message_id": message_id, "urls": urls, "at": self.at}
        self.database.run(lambda conn: picture_intake.keep(conn, **given))

    @property
    def rows(self) -> list[Any]:
        found = select(picture).order_by(picture.c.picture_id)
        return list(self.database.read(lambda conn: conn.execute(found).all()))

    @property
    def results(self) -> list[tuple[str, str | None]]:
        return [(row.status, row.reason) for row in self.rows]

    def topics(self) -> list[str]:
        found = select(outbox.c.topic).where(outbox.c.topic != "fetch_picture")
        return sorted(self.database.read(lambda conn: conn.execute(found).scalars().all()))

    @property
    def files(self) -> list[bytes]:
        return [path.read_bytes() for path in self.directory.rglob("*") if path.is_file()]


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest,
    new_database: Callable[[str, bool], str],
    carrier: MediaHost,
    tmp_path: Path,
) -> Iterator[House]:
    url = new_database(request.param, True)
    settings = Settings(
        database_url=url,
        public_url="https://hotline.example",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_api_url=carrier.url,
        hotline_number="+8610105",
        media_dir=tmp_path / "media",
    )
    database, at = Database(url), datetime.now(UTC)
    database.run(lambda conn: conn.execute(delete(outbox)))
    house = House(database, None, settings, at, settings.media_dir)  # type: ignore[arg-type]
    house.context = DeliveryContext(
        database,
        Carriers.from_settings(settings),
        WORDING,
        "zh",
        lambda: house.at,
        CODE_SEALER,
        CarrierFiles(settings),
        PictureFiles(settings.media_dir),
    )
    yield house
    database.dispose()


def media_path(place: int = 0) -> str:
    return f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/ME{place}"


def test_picture_is_fetched_with_the_credentials_and_stored(
    house: House, carrier: MediaHost
) -> None:
    carrier.answers[media_path()] = Response(JPEG, content_type="text/html")
    house.keep([API + media_path()])
    house.work()
    [row] = house.rows
    assert (row.status, row.content_type, row.size_bytes) == ("stored", "image/jpeg", len(JPEG))
    assert PictureFiles(house.directory).read(row.picture_id) == JPEG
    assert carrier.asked == [("GET", media_path(), True)]
    house.work()
    assert len(carrier.asked) == len(house.files) == 1
    assert house.topics() == []


def test_webhook_and_worker_may_both_repeat(house: House, carrier: MediaHost) -> None:
    """A second copy of the text, and a second delivery of the event by another worker."""
    carrier.answers[media_path()] = Response(JPEG)
    for _ in range(2):
        house.keep([API + media_path()])
    house.work()
    again = "UPDATE outbox SET done_at = NULL, lease_until = NULL WHERE topic = 'fetch_picture'"
    house.database.run(lambda conn: conn.execute(text(again)))
    house.work("another")
    assert house.results == [("stored", None)] and house.files == [JPEG]


def test_carrier_out_of_order_is_tried_again(house: House, carrier: MediaHost) -> None:
    for status in (500, 503, 401, 429):
        carrier.answers[media_path()] = Response(status=status)
        house.keep([API + media_path()])
        house.work()
        assert house.results == [("waiting", None)]
        house.at += timedelta(minutes=10)
    carrier.answers[media_path()] = Response(JPEG)
    house.work()
    assert house.results == [("stored", None)]


def test_member_is_told_when_the_carrier_never_delivers(house: House, carrier: MediaHost) -> None:
    carrier.answers[media_path()] = Response(status=500)
    house.keep([API + media_path()])
    for _ in range(TRIES_MAX):
        house.work()
        house.at += timedelta(minutes=10)
    assert house.results == [("refused", "not_fetched")]
    assert house.topics() == ["picture_refused"]


@pytest.mark.parametrize(
    ("answer", "reason", "told"),
    [
        (Response(status=404), "gone", "没有收到"),
        (Response(status=410), "gone", "没有收到"),
        (Response(b"<svg xmlns='http://www.w3.org/2000/svg'/>", mimetype="image/jpeg"),
         "other_type", "改发JPEG"),
        (Response(b"<!doctype html><script>", content_type="image/png"), "other_type", "改发JPEG"),
        (Response(b"%PDF-1.7", content_type="image/gif"), "other_type", "改发JPEG"),
        (Response(b"", content_type="image/jpeg"), "other_type", "改发JPEG"),
        (Response(JPEG + bytes(picture_intake.BYTES_MAX)), "too_big", "不超过5MB"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_the_member_told_once(
    house: House, carrier: MediaHost, answer: Response, reason: str, told: str
) -> None:
    for place in range(2):
        carrier.answers[media_path(place)] = answer
    house.keep([API + media_path(place) for place in range(2)])
    house.work()
    assert house.results == [("refused", reason)] * 2 and house.files == []
    house.work()
    [words] = carrier.texts
    assert told in words


def test_stranger_is_not_texted(house: House, carrier: MediaHost) -> None:
    insert_handover(house)
    house.keep([API + media_path()], number="+8613899999999")
    house.work()
    assert house.results == [("refused", "gone")] and house.topics() == []


def insert_handover(house: House) -> None:
    statement = (
        "INSERT INTO handover (member_id, handover_id, number, channel, way, topic, language,"
        " session_id, path, proofs, transcript, turn, priority, rank_at, status, version,"
        " requested_at, tries) VALUES (0, 'h', '+8613899999999', 'sms', 'text', '', 'zh', 's',"
        " '[]', '[]', '[]', 1, 0, :at, 'open', 1, :at, 0)"
    )
    at = house.at.isoformat(timespec="microseconds")
    house.database.run(lambda conn: conn.execute(text(statement), {"at": at}))


def test_redirect_is_followed_to_the_carriers_hosts_only(
    house: House, carrier: MediaHost, elsewhere: MediaHost
) -> None:
    """The carrier stores files at another address than its API's; nobody else gets a request."""
    carrier.answers["/stored"] = Response(JPEG)
    moved = [f"{carrier.url}/stored", "/stored", f"{elsewhere.url}/stored", "//localhost/x",
             "http://mms.twiliocdn.com/x", "https://nottwiliocdn.com/x", "file:///etc/passwd",
             "https://twiliocdn.com.example/x"]  # fmt: skip
    for place, location in enumerate(moved):
        answer = Response(status=307, headers={"Location": location})
        answer.autocorrect_location_header = False
        carrier.answers[media_path(place)] = answer
    house.keep([API + media_path(place) for place in range(len(moved))])
    house.work()
    stored, refused = [("stored", None)] * 2, [("refused", "not_fetched")] * (len(moved) - 2)
    assert house.results == stored + refused
    assert elsewhere.asked == []


def test_redirects_end(house: House, carrier: MediaHost) -> None:
    carrier.answers[media_path()] = Response(status=302, headers={"Location": media_path()})
    house.keep([API + media_path()])
    house.work()
    assert house.results == [("waiting", None)] and len(carrier.asked) < 10


@pytest.mark.parametrize(
    "url",
    ["{elsewhere}/x", "https://api.twilio.com.example/x", "https://api.twilio.com@example.com/x",
     "file:///etc/passwd", "//api.twilio.com/x", "https://mms.twiliocdn.com/x"],
)  # fmt: skip
def test_url_of_another_host_is_not_requested(
    house: House, carrier: MediaHost, elsewhere: MediaHost, url: str
) -> None:
    house.keep([url.replace("{elsewhere}", elsewhere.url)])
    house.work()
    assert house.results == [("refused", "not_fetched")]
    assert carrier.asked == elsewhere.asked == []


def test_credentials_go_to_the_api_alone(
    house: House, carrier: MediaHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not to the host that it redirects to, though that is the carrier's too."""
    stored_at = "https://mms.twiliocdn.com/x"
    carrier.answers["/x"] = Response(status=307, headers={"Location": stored_at})
    request, sent = requests.Session.request, []

    def send(
        session: requests.Session, method: str, address: str, **given: Any
    ) -> requests.Response:
        sent.append((address, given["auth"]))
        if address == stored_at:
            raise requests.ConnectionError
        return request(session, method, address, **given)

    monkeypatch.setattr(requests.Session, "request", send)
    with pytest.raises(CarrierUnavailable):
        CarrierFiles(house.settings).fetch(f"{API}/x", bytes_max=1)
    assert sent == [(f"{carrier.url}/x", (ACCOUNT, TOKEN)), (stored_at, None)]


def test_deleted_picture_is_deleted_at_the_carrier_too(house: House, carrier: MediaHost) -> None:
    carrier.answers[media_path()] = Response(JPEG)
    house.keep([API + media_path()])
    house.work()
    [found] = house.database.read(lambda conn: pictures.of_member(conn, 1))
    assert house.database.run(lambda conn: pictures.forget(conn, found, house.at))
    assert not house.database.run(lambda conn: pictures.forget(conn, found, house.at))
    house.work()
    assert carrier.asked[-1] == ("DELETE", media_path(), True)
    assert house.rows == house.files == []


def test_picture_deleted_while_it_is_fetched_leaves_no_file(
    house: House, carrier: MediaHost
) -> None:
    house.keep([API + media_path()])
    [found] = house.database.read(lambda conn: pictures.of_member(conn, 1))

    def deleted_meanwhile(environ: Any, start: Any) -> Any:
        house.database.run(lambda conn: pictures.forget(conn, found, house.at))
        return Response(JPEG)(environ, start)

    carrier.answers[media_path()] = deleted_meanwhile  # type: ignore[assignment]
    house.work()
    assert house.rows == house.files == []


def test_recording_is_not_fetched_from_elsewhere(
    house: House, carrier: MediaHost, elsewhere: MediaHost
) -> None:
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/RE1.wav"
    carrier.answers[path] = Response(status=302, headers={"Location": f"{elsewhere.url}/x"})
    with pytest.raises(NotFound):
        Recordings(house.settings).fetch(f"{API}{path}")
    assert carrier.paths == [path] and elsewhere.asked == []


def test_what_is_longer_than_allowed_is_not_read_to_its_end(
    house: House, carrier: MediaHost
) -> None:
    endless = (bytes(1024) for _ in iter(int, 1))
    carrier.answers["/x"] = Response(endless)
    with pytest.raises(FileRefused, match="too_big"):
        CarrierFiles(house.settings).fetch(f"{API}/x", bytes_max=100_000)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"GIF87a..", "image/gif"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"<svg", None),
        (b"<?xml version='1.0'?><svg", None),
        (b" \xff\xd8\xff", None),
        (b"BM", None),
        (b"", None),
    ],
)
def test_type_of_a_picture_is_read_from_its_content(content: bytes, found: str | None) -> None:
    assert content_type_of(content) == found
