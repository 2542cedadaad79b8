"""A USSD session as Africa's Talking delivers it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from phone.webhook_client import Answer, Redelivery, WebhookClient

# What a phone shows when the network ends the session because of an error.
NETWORK_ERROR = "Connection problem or invalid MMI code."
CONTINUES, ENDS = "CON", "END"


class UssdSession:
    """`text` is cumulative: everything entered since the code was dialled, joined with '*'."""

    def __init__(self, webhooks: WebhookClient, identity: Mapping[str, str], token: str) -> None:
        self.webhooks = webhooks
        self.screen = ""
        self.kind = ""  # CON or END; empty after a network error
        self.failure = ""
        self._identity = dict(identity)
        self._url = f"{webhooks.public_url}/ussd/session?token={quote(token, safe='')}"
        self._entries: list[str] = []

    @property
    def open(self) -> bool:
        return self.kind == CONTINUES

    @property
    def service_code(self) -> str:
        return self._identity["serviceCode"]

    def dial(self, code: str) -> None:
        """`*105#` opens the menu; `*105*1*2#` arrives with 1*2 already entered."""
        service, *entries = code.strip("*#").split("*")
        self._identity["serviceCode"] = f"*{service}#"
        self._entries = entries
        self._ask()

    def send(self, keys: str) -> None:
        if self.open:
            self._entries.append(keys)
            self._ask()

    def cancel(self) -> None:
        """The member closes the session. The hotline is not told."""
        self.kind = ENDS

    def redeliver(self) -> Redelivery:
        return self.webhooks.redeliver()

    def _ask(self) -> None:
        form = self._identity | {"text": "*".join(self._entries)}
        self._show(self.webhooks.deliver(self._url, form))

    def _show(self, answer: Answer) -> None:
        kind, _, screen = answer.body.partition(" ")
        if answer.ok and kind in (CONTINUES, ENDS):
            self.kind, self.screen = kind, screen
        else:
            said = answer.failure or f"{answer.status}: {answer.body[:200].strip()}"
            self.kind, self.screen, self.failure = "", NETWORK_ERROR, said
