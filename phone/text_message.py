"""A text to the hotline and its replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from phone.twiml import SMS_VERBS, BadTwiml, Verb, read
from phone.webhook_client import Redelivery, WebhookClient

REDIRECTS_MAX = 5


class TextMessage:
    """One message and its replies. If the webhook fails there is no reply, as with the real
    carrier, and `failure` says why."""

    def __init__(
        self, webhooks: WebhookClient, identity: Mapping[str, str], ids: Callable[[str], str]
    ) -> None:
        self.webhooks = webhooks
        self.replies: list[str] = []
        self.failure = ""
        sid = ids("SM")
        self._form = {
            **identity,
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "SmsStatus": "received",
            "NumMedia": "0",
        }

    def send(self) -> None:
        try:
            self._ask(self.webhooks.public_url + "/sms/message", REDIRECTS_MAX)
        except BadTwiml as problem:
            self.failure = str(problem)

    def redeliver(self) -> Redelivery:
        return self.webhooks.redeliver()

    def _ask(self, url: str, redirects_left: int) -> None:
        answer = self.webhooks.deliver(url, self._form)
        if answer.ok and not answer.body.strip():
            return
        for verb in read(answer, SMS_VERBS):
            if verb.name == "Message":
                self.replies.append(_body(verb))
            elif redirects_left:
                self._ask(urljoin(url, verb.text.strip()), redirects_left - 1)
                return


def _body(message: Verb) -> str:
    bodies = [child.text for child in message.children if child.name == "Body"]
    return "".join(bodies) if bodies else message.text.strip()
