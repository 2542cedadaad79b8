"""Kannel's sendsms: texts over an operator's SMSC, by SMPP or whatever else Kannel speaks.

What it refuses it has not sent, and neither has a Kannel that no connection can be made to. A
request that gets no answer may have been carried out: Kannel has no list of what it was sent, but
reports what becomes of each text at the address that the request names.
"""

from __future__ import annotations

from datetime import datetime

import requests

from core.kernel import Settings
from core.messaging import Event, Refused, SentText, Unanswered, Unreachable
from sms.kannel_reports import carrier_id_of, report_address
from sms.render import kannel_coding
from web.time_limit import TooSlow, new_session, time_limit

SENDSMS = "/cgi-bin/sendsms"
CONNECT_SECONDS, ANSWER_SECONDS, TOTAL_SECONDS = 3.0, 10.0, 20.0
# A changed password, a timeout, too many at once: not the text's fault.
RETRIED_STATUSES = (401, 403, 408, 429)
ALL_REPORTS = 31  # delivered, not delivered, buffered, taken by the SMSC, rejected by it


class KannelCarrier:
    """Takes texts: a TextCarrier."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.kannel_url.rstrip("/") + SENDSMS
        self._user = settings.kannel_user
        self._password = settings.kannel_password.get_secret_value()
        self._secret = settings.kannel_secret.get_secret_value()
        self._public_url = settings.public_url.rstrip("/")

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        report = self._public_url + report_address(event, self._secret)
        answer = self._ask(
            {
                "username": self._user,
                "password": self._password,
                "from": sender,
                "to": number,
                "text": words,
                "charset": "UTF-8",
                "coding": kannel_coding(words),
                "dlr-mask": str(ALL_REPORTS),
                "dlr-url": report,
            }
        )
        _check(answer)
        return carrier_id_of(event.member_id, event.event_id), "queued"

    def texts_sent(
        self, number: str, words: str, since: datetime, *, sender: str
    ) -> list[SentText]:
        """Kannel cannot say."""
        return []

    def _ask(self, parameters: dict[str, str]) -> requests.Response:
        """The errors of `requests` name the whole address, with the password in it: they are not
        passed on."""
        try:
            with new_session() as session, time_limit(TOTAL_SECONDS):
                return session.get(
                    self._address,
                    params=parameters,
                    timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                    allow_redirects=False,
                )
        except requests.ConnectTimeout:
            raise Unreachable("ConnectTimeout") from None
        except requests.ConnectionError as error:
            if _is_refused(error):
                raise Unreachable("refused") from None
            raise Unanswered("ConnectionError") from None
        except (requests.RequestException, TooSlow) as error:
            raise Unanswered(type(error).__name__) from None


def _is_refused(error: requests.ConnectionError) -> bool:
    """Whether no connection was made, so that nothing was sent."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError")


def _check(answer: requests.Response) -> None:
    status = answer.status_code
    if 200 <= status < 300:  # 202, at once or when the SMSC can take it
        return
    if 400 <= status < 500 and status not in RETRIED_STATUSES:
        raise Refused(f"kannel_{status}")
    raise Unreachable(str(status))
