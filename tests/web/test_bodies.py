"""Bodies, methods and paths that no carrier sends are refused in plain text."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from bad_requests import SESSION, TEXT, USSD, is_plain_error, sign, webhooks


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite")


BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "malformed UTF-8": (b"Body=%ff%fe&From=%2B8613800000001", "application/x-www-form-urlencoded"),
    "raw bytes": (b"\xff\xfe\x00=\x80", "application/x-www-form-urlencoded"),
    "half an escape": (b"From=%2&=&&&", "application/x-www-form-urlencoded"),
    "a megabyte": (b"Body=" + b"x" * 1_000_000, "application/x-www-form-urlencoded"),
    "thousands of parameters": (b"a=1&" * 15_000, "application/x-www-form-urlencoded"),
    "JSON": (b'{"CallSid": "CA1"}', "application/json"),
    "text": (b"CallSid=CA1", "text/plain"),
    "no type": (b"CallSid=CA1", ""),
    "multipart": (
        b'--b\r\nContent-Disposition: form-data; name="From"\r\n\r\nx\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "multipart with a file": (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "multipart with a part without a name": (
        b'--b\r\nContent-Disposition: form-data; name="From"\r\n\r\nx\r\n'
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "multipart without an end": (b"--b\r\n", "multipart/form-data; boundary=b"),
    "multipart without a boundary": (b"x", "multipart/form-data"),
    "multipart of thousands": (
        b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n' * 1_000 + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
}


@webhooks
@pytest.mark.parametrize("body", BODIES)
def test_unsigned_unusual_body_gets_client_error_and_changes_nothing(
    hotline: Any, path: str, form: dict[str, str], body: str
) -> None:
    data, kind = BODIES[body]
    before = hotline.fingerprint()
    answer = hotline.post(path, data, {"Content-Type": kind, "X-Twilio-Signature": "x"})
    assert is_plain_error(answer, 400, 403)
    assert hotline.fingerprint() == before


def test_text_is_decoded_once(hotline: Any) -> None:
    words = "100%25 of %2541 &amp;lt; \\u0041 + 1"
    hotline.sms_sender().text(f"TS {words}", "1")
    filed = "SELECT words FROM complaint WHERE member_id = 1 ORDER BY opened_at DESC"
    run = hotline.database.run
    assert run(lambda conn: conn.exec_driver_sql(filed).scalars().first()) == words


def test_malformed_utf8_in_text_is_refused_even_if_signed(hotline: Any) -> None:
    body = urlencode(TEXT | {"Body": "\ufffd"}).replace("%EF%BF%BD", "%FF")
    signature = {"X-Twilio-Signature": sign("/sms/message", TEXT | {"Body": "%FF"})}
    assert is_plain_error(hotline.post("/sms/message", body, signature), 400)


def test_malformed_utf8_in_ussd_session_is_refused(hotline: Any) -> None:
    body = urlencode(SESSION) + "%FF"
    assert is_plain_error(hotline.post(USSD, body, {}), 400)


@webhooks
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_wrong_http_method_gets_405(
    hotline: Any, path: str, form: dict[str, str], method: str
) -> None:
    answer = hotline.app.test_client().open(path, method=method, data=form)
    assert answer.status_code == 405
    assert answer.content_type.startswith("text/plain")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/ivr/nothing<b>", "/", "/ivr/", "/static/", "/.git/HEAD", "/.git/config", "/wsgi.py"]
)
def test_unknown_path_gets_404(hotline: Any, path: str) -> None:
    """No directory is listed, and nothing is served of the folder that the hotline runs in."""
    answer = hotline.app.test_client().get(path)
    assert (answer.status_code, answer.get_data(as_text=True)) == (404, "Not Found\n")
