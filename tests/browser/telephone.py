"""A telephone, driven through the server of the phone in the browser."""

import time
from collections.abc import Callable
from typing import Any

import requests

RINGS_WITHIN_SECONDS = 120


class Telephone:
    """A telephone with a number of its own."""

    def __init__(self, url: str, number: str) -> None:
        self._url, self.number, self.id = f"{url}/phone/api", number, ""
        self.heard: list[str] = []
        self.played: list[str] = []

    def _post(self, path: str, **given: Any) -> Any:
        answer = requests.post(f"{self._url}/{path}", json=given, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def _view(self, view: Any) -> "Telephone":
        self.id = view["id"]
        self.heard += [event["text"] for event in view["events"] if event["text"]]
        self.played += [event["url"] for event in view["events"] if event["kind"] == "play"]
        self.open = view["open"]
        return self

    def dial(self) -> "Telephone":
        return self._view(self._post("calls", number=self.number))

    def press(self, *keys: str) -> "Telephone":
        for key in keys:
            self._view(self._post(f"calls/{self.id}/press", keys=key))
        return self

    def does(self, what: str, **given: Any) -> "Telephone":
        return self._view(self._post(f"calls/{self.id}/{what}", **given))

    def text(self, body: str) -> list[str]:
        replies = self._post("texts", number=self.number, body=body)["replies"]
        return [reply["text"] for reply in replies]

    def incoming(self) -> Any:
        given = {"number": self.number}
        return requests.get(f"{self._url}/incoming", params=given, timeout=60).json()

    def answers(self) -> "Telephone":
        deadline = time.monotonic() + RINGS_WITHIN_SECONDS
        while not (calls := self.incoming()["calls"]):
            assert time.monotonic() < deadline, "it does not ring"
            time.sleep(0.1)
        return self._view(self._post(f"incoming/{calls[0]}/answer"))

    def gets_text(self, words: str) -> bool:
        deadline = time.monotonic() + RINGS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if any(words in text["text"] for text in self.incoming()["texts"]):
                return True
            time.sleep(0.1)
        return False


def eventually(look: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + RINGS_WITHIN_SECONDS
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
