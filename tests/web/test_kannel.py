"""The pages that Kannel fetches: who may, what is answered, and texts that come twice."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from twilio.request_validator import RequestValidator

import wsgi
from core.kernel import Settings

SECRET = "a kannel-secret&%é"
EN, ZH = "+8613800000002", "+8613800000001"
SUGGESTIONS = "SELECT COUNT(*) FROM suggestion"


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline(
        "sqlite",
        kannel_url="http://127.0.0.1:13013",
        kannel_user="u",
        kannel_password="a-kannel-password",
        kannel_secret=SECRET,
    )


def fetch(hotline: Any, path: str, **query: str | bytes) -> Any:
    return hotline.app.test_client().get(f"{path}?{urlencode(query)}")


def text(hotline: Any, words: str | bytes, sender: str = EN, **more: str) -> Any:
    """A text under an id of its own, unless one is given."""
    query = {"secret": SECRET, "from": sender, "to": "10086", "id": hotline.new_id("K")}
    return fetch(hotline, "/sms/kannel", **query | {"text": words} | more)


def reply_reached(hotline: Any, answer: Any) -> None:
    """Kannel fetches what the reply asks to be fetched, with what it fills in."""
    path = answer.headers["X-Kannel-DLR-Url"].removeprefix("https://hotline.example")
    assert hotline.app.test_client().get(filled_in(path, "8")).status_code == 200


def filled_in(path: str, kind: str) -> str:
    return path.replace("%%", "\0").replace("%d", kind).replace("\0", "%")


def said(hotline: Any, *texts: str) -> str:
    return [text(hotline, words).get_data(as_text=True) for words in texts][-1]


@pytest.mark.parametrize("path", ["/sms/kannel", "/sms/kannel/dlr", "/sms/kannel/reply-dlr"])
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET.upper(), "\udcff"])
def test_who_does_not_know_the_secret_is_refused(
    hotline: Any, path: str, secret: str | None, log: io.StringIO
) -> None:
    before = hotline.fingerprint()
    given = {} if secret is None else {"secret": secret.encode("utf-8", "surrogatepass")}
    query = {"from": EN, "to": "10086", "id": "k1", "text": "JF", "m": "2", "e": "e", "type": "1"}
    answer = fetch(hotline, path, **query, **given)
    assert (answer.status_code, answer.mimetype) == (403, "text/plain")
    assert hotline.fingerprint() == before and hotline.redis.dbsize() == 0
    assert SECRET not in log.getvalue() + answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/sms/kannel", "/sms/kannel/dlr"])
def test_without_a_secret_in_the_settings_everybody_is_refused(new_hotline: Any, path: str) -> None:
    hotline = new_hotline("sqlite")
    for secret in ({}, {"secret": ""}):
        query = {"from": EN, "id": "k1", "text": "JF", "m": "2", "e": "e", "type": "1"}
        assert fetch(hotline, path, **query, **secret).status_code == 403


def test_without_twilio_its_webhooks_are_refused(new_hotline: Any) -> None:
    """Nobody can sign with an empty token."""
    hotline = new_hotline("sqlite")
    settings = Settings(
        database_url=hotline.database.engine.url.render_as_string(False),
        public_url="https://hotline.example",
        secret_key="k" * 32,
        kannel_secret=SECRET,
    )
    app = wsgi.create_app(settings, now=hotline.clock.now, redis=hotline.redis)
    for path in ("/sms/message", "/sms/status", "/ivr/call"):
        form = {"MessageSid": "SM1", "CallSid": "CA1", "From": EN, "Body": "JF"}
        signed = RequestValidator("").compute_signature("https://hotline.example" + path, form)
        headers = {"X-Twilio-Signature": signed}
        answer = app.test_client().post(path, data=form, headers=headers)
        assert (answer.status_code, answer.mimetype) == (403, "text/plain")
    assert app.test_client().post("/ussd/session?token=", data={"text": ""}).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"from": "", "id": "k1", "text": "JF"},
        {"from": "abc", "id": "k1", "text": "JF"},
        {"from": EN, "id": "", "text": "JF"},
        {"from": EN, "id": "a b", "text": "JF"},
        {"from": EN, "id": "k1"},
        {"from": EN, "id": "k1", "text": "x" * 39_016},
        {"from": EN, "id": "k1", "text": b"\xff"},
        {"from": EN, "id": "k1", "text": b"\x00", "charset": "UTF-16BE"},
        {"from": EN, "id": "k1", "text": "JF", "charset": "unicode_escape"},
        {
            "from": EN,
            "id": "k1",
            "text": "JF",
            "charset": "\udcff".encode("utf-8", "surrogatepass"),
        },
    ],
)
def test_a_malformed_text_is_refused(hotline: Any, query: dict[str, Any]) -> None:
    before = hotline.fingerprint()
    answer = fetch(hotline, "/sms/kannel", secret=SECRET, **query)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert hotline.fingerprint() == before


@pytest.mark.parametrize("sender", [ZH, "8613800000001", "13800000001", "008613800000001"])
def test_a_number_is_read_however_the_operator_writes_it(hotline: Any, sender: str) -> None:
    assert "12345" in text(hotline, "JF", sender).get_data(as_text=True)


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("UTF-8", "utf-8"), ("utf-8", "utf-8"), ("", "utf-8"), ("UTF-16BE", "utf-16-be")],
)
def test_the_charset_that_kannel_names_is_read(hotline: Any, charset: str, codec: str) -> None:
    answer = text(hotline, "查积分".encode(codec), ZH, charset=charset)
    assert answer.get_data(as_text=True).startswith("可用积分12345分")


def test_half_an_emoji_costs_nobody_the_answer(hotline: Any) -> None:
    half = "JY 谢谢\ud83d".encode("utf-16-be", "surrogatepass")
    assert "建议" in text(hotline, half, ZH, charset="UTF-16BE").get_data(as_text=True)


def test_the_reply_says_its_coding(hotline: Any) -> None:
    for sender, coding in ((ZH, "2"), (EN, "0")):
        answer = text(hotline, "JF", sender)
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.headers["X-Kannel-Coding"] == coding


def test_a_very_long_text_is_answered(hotline: Any) -> None:
    """Nothing is filed of it: a part would be taken for all."""
    before = hotline.count("SELECT COUNT(*) FROM complaint")
    assert "Up to 1,600 characters" in said(hotline, "TS " + "It broke. " * 300)
    assert hotline.count("SELECT COUNT(*) FROM complaint") == before
    text(hotline, "TS " + "It broke. " * 150)
    assert "your complaint, number" in said(hotline, "1")
    assert hotline.count("SELECT MAX(LENGTH(words)) FROM complaint") > 1_490


def test_our_own_text_gets_no_reply(hotline: Any) -> None:
    for sender, more in ((EN, {"to": EN.removeprefix("+")}), ("8610086", {})):
        answer = text(hotline, "JF", sender, **more)
        assert (answer.status_code, answer.data) == (200, b"")
        assert "X-Kannel-Coding" not in answer.headers


def test_words_that_carriers_keep_are_understood_here(hotline: Any) -> None:
    assert "any more offers" in said(hotline, "STOP")
    assert hotline.count("SELECT COUNT(*) FROM opted_out") == 0
    assert hotline.count("SELECT COUNT(*) FROM member WHERE member_id = 2 AND marketing_ok") == 0
    for word in ("cancel", "END", "quit"):
        assert "complaint" in said(hotline, f"TS It broke {word}", word)
    assert "offers" in said(hotline, "START")
    assert said(hotline, "HELP")


def test_one_that_kannel_fetches_again_gets_the_same_reply(hotline: Any) -> None:
    answers = [text(hotline, "JY Open earlier", id="k1") for _ in range(3)]
    assert len({answer.data for answer in answers}) == 1 and answers[0].data
    hotline.clock.advance(hours=3)
    assert text(hotline, "JY Open earlier", id="k1").data == answers[0].data
    assert hotline.count(SUGGESTIONS) == 1


def test_the_same_text_under_another_id_is_the_same(hotline: Any) -> None:
    before = hotline.count(SUGGESTIONS)
    assert text(hotline, "JY Open earlier", id="k1").data
    for again in ("k2", "k3", "k2"):
        answer = text(hotline, "JY Open earlier", id=again)
        assert (answer.status_code, answer.data) == (200, b"")
    assert text(hotline, "JY Open earlier", sender=ZH).data, "of another sender"
    assert text(hotline, "JY Open later").data, "other words"
    assert hotline.count(SUGGESTIONS) == before + 3


def test_copies_at_the_same_moment_are_answered_once(hotline: Any) -> None:
    before = hotline.count(SUGGESTIONS)
    with ThreadPoolExecutor(4) as threads:
        ids = [f"k{n}" for n in range(4)]
        answers = list(threads.map(lambda each: text(hotline, "JY Open earlier", id=each), ids))
    assert sum(bool(answer.data) for answer in answers) == 1
    assert hotline.count(SUGGESTIONS) == before + 1
    again = [text(hotline, "JY Open earlier", id=each).data for each in ids]
    assert again == [answer.data for answer in answers], "each gets again what it got"


def test_an_answer_counts_again_once_the_question_was_read(hotline: Any) -> None:
    """The first "1" files the complaint, and one that comes before our reply is a copy of it."""
    text(hotline, "TS It broke")
    filed = text(hotline, "1")
    assert filed.data and not text(hotline, "1").data
    reply_reached(hotline, filed)
    assert not text(hotline, "1").data, "nobody reads so fast"
    hotline.clock.advance(seconds=4)
    assert text(hotline, "1").data not in (b"", filed.data)


def test_a_keyword_alone_counts_again_as_soon(hotline: Any) -> None:
    first = text(hotline, "JF")
    assert not text(hotline, "JF").data
    reply_reached(hotline, first)
    hotline.clock.advance(seconds=4)
    assert text(hotline, "JF").data


@pytest.mark.parametrize("words", ["JY Open earlier", "TS It broke", "HF 10"])
def test_keyword_with_words_that_is_sent_again_gets_the_same_reply(
    hotline: Any, words: str
) -> None:
    """And so does every repetition, by the member on purpose or by Kannel; a copy of the SMSC gets
    none."""
    first = text(hotline, words)
    once = hotline.fingerprint()
    for again in ("k2", "k4"):
        assert not text(hotline, words).data, "before our reply could be read"
        reply_reached(hotline, first)
        hotline.clock.advance(seconds=4)
        assert text(hotline, words, id=again).data == first.data != b""
        assert text(hotline, words, id=again).data == first.data, "Kannel did not get the reply"
        assert not text(hotline, words).data, "a copy by the SMSC"
    assert hotline.fingerprint() == once


def test_keyword_with_words_counts_again_after_another_text(hotline: Any) -> None:
    """Its first reply asks what has been answered meanwhile."""
    first = text(hotline, "HF 10")
    reply_reached(hotline, first)
    assert text(hotline, "0").data
    hotline.clock.advance(seconds=4)
    assert text(hotline, "HF 10").data not in (b"", first.data), "another code"


def test_after_the_time_for_copies_the_same_words_are_another_text(hotline: Any) -> None:
    text(hotline, "JF")
    for key in hotline.redis.keys("same:*"):
        assert 0 < hotline.redis.ttl(key) <= 30
        hotline.redis.delete(key)  # as it is then
    assert text(hotline, "JF").data


def test_a_copy_is_answered_if_the_first_never_was(hotline: Any) -> None:
    """The process that took the first one died: its turn has no reply."""
    first = text(hotline, "JY Open earlier", id="k1")
    for key in [*hotline.redis.keys("reply:*"), *hotline.redis.keys("answers:*")]:
        hotline.redis.delete(key)
    assert text(hotline, "JY Open earlier", id="k2").data == first.data
    assert hotline.count("SELECT COUNT(*) FROM turn") == 1


def test_the_words_of_a_text_are_not_kept(hotline: Any) -> None:
    """They may be a code: the key by which a copy is recognised is a hash with the secret."""
    text(hotline, "TS It broke")
    text(hotline, "135790")
    assert not [key for key in hotline.redis.keys("*") if "135790" in key]


def test_no_full_number_and_no_secret_is_logged(hotline: Any, log: io.StringIO) -> None:
    text(hotline, "TS It broke")
    fetch(hotline, "/sms/kannel/dlr", secret=SECRET, m="2", e="e", type="64")
    fetch(hotline, "/sms/kannel", secret=SECRET, id="k1", **{"from": "x", "text": "JF"})
    for hidden in (SECRET, quote(SECRET), EN, EN.removeprefix("+"), "a-kannel-password"):
        assert hidden not in log.getvalue()


def test_a_full_hotline_has_kannel_ask_again(hotline: Any) -> None:
    """It repeats what gets no answer. The sentence that asks members to is for other carriers."""
    busy = hotline.app.extensions["busy"]
    assert busy.to("/sms/kannel", "secret=x") is None
    assert busy.to("/sms/message", "").body
