"""Those who live with the hotline in a week of all doors: a till, a partner whose points come in,
members who text by Kannel, and billing, which also sends files. Each has books of its own."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests
from billing_notifications import Sent
from billing_player import Billing
from kannel_player import SECRET as KANNEL_SECRET
from provider_hotline import ProviderHotline
from provider_player import SECRET

from core.imports import Import
from core.member_events import MemberEvent
from tmf.listener.mapping import MEANINGS
from tmf.listener.notification import Notification
from web import standard_webhooks

TILL, TILL_SECRET = "till", "s" * 43
CODE = re.compile(r"验证码(\d{6})|[Cc]ode:? (?:is )?(\d{6})")
COLUMNS = (
    *("event_id", "source", "kind", "happened_at"),
    *("member_id", "number", "new_number", "province", "name"),
)


@dataclass
class Till:
    """A client of the API. `books`: what was paid, by its key."""

    hotline: ProviderHotline
    books: dict[str, tuple[int, int]] = field(default_factory=dict)
    refused: int = 0
    _token: str = ""
    _until: datetime | None = None

    def pays(self, key: str, who: int, points: int) -> None:
        """Three equal requests at once, and another one later: one payment."""
        self._renews_its_token()
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: self._ask(key, who, points), range(3)))
        answers.append(self._ask(key, who, points))
        assert len({(each.status_code, each.content) for each in answers}) == 1, answers
        if answers[0].status_code == 201:
            self.books[key] = who, points
            other = self._ask(key, who, points + 1)
            assert (other.status_code, other.json()["type"][-10:]) == (422, "key_reused")
        else:
            assert answers[0].status_code == 409, answers[0].text
            self.refused += 1

    def _ask(self, key: str, who: int, points: int) -> requests.Response:
        body = {"points": points, "partner": "coffee", "memo": "Coffee"}
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        where = f"{self.hotline.url}/api/v1/members/{who}/spendings"
        return requests.post(where, json=body, headers=headers, timeout=60)

    def _renews_its_token(self) -> None:
        if self._until is not None and self.hotline.clock[0] < self._until:
            return
        form, auth = {"grant_type": "client_credentials"}, (TILL, TILL_SECRET)
        url = f"{self.hotline.url}/api/v1/token"
        given = requests.post(url, data=form, auth=auth, timeout=60).json()
        self._token = given["access_token"]
        self._until = self.hotline.clock[0] + timedelta(seconds=given["expires_in"])


@dataclass
class SendingPartner:
    """A partner whose points come in. `books`: points and answer, by reference."""

    hotline: ProviderHotline
    draw: random.Random
    books: dict[str, tuple[int, str]] = field(default_factory=dict)

    def sends(self, number: str) -> None:
        reference, points = f"IN-{len(self.books)}", self.draw.choice((2, 100, 340))
        times = self.draw.choice((1, 2, 3))
        answers = {self._ask(reference, points, number) for _ in range(times)}
        [self.books[reference]] = [(points, answer) for answer in answers]

    def asks_again(self) -> None:
        """Days later, of anything: the answer is the same."""
        for reference, (points, answer) in self.books.items():
            assert self._ask(reference, points, "+8613800000001") in (answer, "conflict")

    def _ask(self, reference: str, points: int, number: str) -> str:
        body = json.dumps({"points": points, "receiver": number}).encode()
        signed = standard_webhooks.headers(SECRET, reference, body, self.hotline.clock[0])
        url = f"{self.hotline.url}/providers/exchanges/airline/{reference}"
        return str(requests.put(url, data=body, headers=signed, timeout=60).json()["status"])


@dataclass
class SmsMember:
    """A member who texts by Kannel. Each text comes twice, under two ids, as from an SMSC whose
    line broke; one of the two is answered."""

    hotline: ProviderHotline
    number: str
    texted: int = 0

    def buys_credit(self) -> bool:
        found = CODE.search(self._texts("HF 10"))
        if found is None:
            return False  # too few points, the day's limit, or no member any more
        return "10" in self._texts(found[1] or found[2])

    def _texts(self, words: str) -> str:
        replies = [self._delivered(words) for _ in range(2)]
        said = [reply.content.decode() for reply in replies if reply.content]
        assert len(said) == 1, said
        self._reply_reaches_the_smsc(replies)
        return said[0]

    def _delivered(self, words: str) -> requests.Response:
        self.texted += 1
        named = {"from": self.number, "to": "10086", "id": f"K{self.number[1:]}-{self.texted}"}
        query = urlencode(named | {"secret": KANNEL_SECRET, "text": words})
        answer = requests.get(f"{self.hotline.url}/sms/kannel?{query}", timeout=60)
        assert answer.status_code == 200, answer.text
        return answer

    def _reply_reaches_the_smsc(self, replies: list[requests.Response]) -> None:
        [address] = [each.headers["X-Kannel-DLR-Url"] for each in replies if each.content]
        filled = address.replace("%%", "\0").replace("%d", "8").replace("\0", "%")
        assert requests.get(filled, timeout=60).status_code == 200
        self.hotline.passes(seconds=10)


@dataclass
class BillingFiles:
    """What billing sends as files: events instead of notifications, and bills. `taken`: the
    accruals of these that were not rejected."""

    billing: Billing
    folder: Path
    taken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def sends_events(self) -> None:
        """All that is due, as one file, which comes twice. Rejected rows are sent again later."""
        now = self.billing.listener.clock[0]
        ready = [each for each in self.billing.due if each[0] <= now]
        if not ready:
            return
        rows = [_row(_event(sent)) for _, sent in ready]
        rejected = self._imported("changes", COLUMNS, rows)
        self.counts["changes"] += len(rows)
        self.counts["rejected"] += len(rejected)
        left = [each for each in ready if each[1].body["eventId"] in rejected]
        self.billing.due = [each for each in self.billing.due if each not in ready] + left

    def sends_bills(self, numbers: list[str]) -> None:
        today = self.billing.listener.clock[0].date().isoformat()
        rows = [
            {"accrual_id": f"B{self.counts['bills'] + n}", "number": number, "source": "services",
             "charge": "usage", "yuan": "12.00", "points": "", "earned_on": today}
            for n, number in enumerate(numbers)
        ]  # fmt: skip
        rejected = self._imported("accruals", tuple(rows[0]), rows)
        self.taken += [name for row in rows if (name := row["accrual_id"]) not in rejected]
        self.counts["bills"] += len(rows)

    def _imported(
        self, kind: Any, columns: tuple[str, ...], rows: list[dict[str, Any]]
    ) -> set[str]:
        """The ids of the rows that were rejected."""
        self.counts["files"] += 1
        path = self.folder / f"{kind}-{self.counts['files']}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        listener = self.billing.listener
        for _ in range(2):
            report = Import(listener.database, kind, path).run(lambda: listener.clock[0])
        if report.rejected_file is None:
            return set()
        with report.rejected_file.open(encoding="utf-8") as file:
            return {row[columns[0]] for row in csv.DictReader(file)}


def _event(sent: Sent) -> MemberEvent:
    _, _, api, _, _, name = sent.path.split("/")
    resource, meaning = MEANINGS[api][name]
    event = meaning(Notification.of(sent.content, name, resource))
    assert event is not None
    return event


def _row(event: MemberEvent) -> dict[str, Any]:
    joined = event.newcomer
    number = event.number if joined is None else joined.number
    place = event.became if event.kind == "province_moved" else joined.province if joined else None
    return {
        "event_id": event.event_id,
        "source": event.source,
        "kind": event.kind.value,
        "happened_at": event.happened_at.isoformat(),
        "member_id": event.member_id,
        "number": number,
        "new_number": event.became if event.kind == "number_changed" else None,
        "province": place,
        "name": joined.name if joined else None,
    }
