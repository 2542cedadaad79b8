"""Makes requests to every route of the application. Request number i of a seed is always the same,
apart from the ids of handovers, which the target's database has at that moment."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

from values import (
    ADDRESS,
    DESK,
    HANDOVERS,
    HEADERS,
    KANNEL,
    KANNEL_ALWAYS,
    NASTY,
    NEAR,
    READ_BY,
    SMS,
    SMS_ALWAYS,
    USSD,
    VALID,
    VOICE,
    VOICE_ALWAYS,
)
from werkzeug.routing import Rule

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE")
ROLES = {"agent": 2, "supervisor": 3, "auditor": 2, "half_way": 1, "nobody": 1}  # with weights
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
ODD_CHANCE = 0.12  # that a value is not a valid one
Pairs = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Request:
    """`path`: percent-encoded, without the query. `form`: what is signed. `body`: what is sent."""

    method: str
    rule: str
    path: str
    query: str
    form: Pairs = field(repr=False)
    body: bytes
    content_type: str
    headers: dict[str, str]
    role: str
    is_signed: bool


class Generator:
    def __init__(self, rules: Sequence[Rule], seed: int) -> None:
        self._rules, self._seed = rules, seed

    def request(self, number: int) -> Request:
        return _Draw(random.Random(f"{self._seed}:{number}")).request(self._rules)


class _Draw:
    def __init__(self, rng: random.Random) -> None:
        self.rng, self.odd_chance = rng, ODD_CHANCE

    def request(self, rules: Sequence[Rule]) -> Request:
        rng, rule = self.rng, self.rng.choice(rules)
        declared = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        method = rng.choice(METHODS) if rng.random() < 0.05 else rng.choice(declared)
        place = dict([rng.choice(HANDOVERS)]) if HANDOVERS else {}
        path = self.path(rule, place)
        query, form = self.pairs(rule, place)
        body, content_type = self.body(form)
        return Request(
            method, rule.rule, path, encoded(query), form, body, content_type, self.headers(),
            *rng.choices(list(ROLES), list(ROLES.values())), rng.random() < 0.97,
        )  # fmt: skip

    def path(self, rule: Rule, place: dict[int, str]) -> str:
        segments = []
        for is_dynamic, part in rule._trace:
            if part == "|":
                continue
            if not is_dynamic:
                segments.append(part)
            elif place and part in ("member_id", "handover_id") and self.rng.random() < 0.8:
                [(member_id, handover_id)] = place.items()
                segments.append(str(member_id) if part == "member_id" else handover_id)
            else:
                segments.append(quote_from_bytes(self.value(part), safe="/" if self.odd() else ""))
        return "".join(segments)

    def pairs(self, rule: Rule, place: dict[int, str]) -> tuple[Pairs, Pairs]:
        """The query and the form."""
        area = rule.rule.split("/")[1]
        if area == "ivr":
            return self.some(ADDRESS, 0.9, place), self.some(VOICE, 0.25, place, VOICE_ALWAYS)
        if rule.rule.startswith("/sms/kannel"):
            return self.some(KANNEL, 0.7, place, KANNEL_ALWAYS), []
        if area == "sms":
            return self.some(ADDRESS, 0.3, place), self.some(SMS, 0.3, place, SMS_ALWAYS)
        if area == "ussd":
            return self.some(("token",), 0.97, place), self.some(USSD, 0.95, place)
        self.odd_chance = 0.35 if rule.rule in READ_BY else ODD_CHANCE
        query = self.some(READ_BY.get(rule.rule, ()), 0.6, place)
        self.odd_chance = ODD_CHANCE
        return query or self.some(DESK, 0.1, place), self.form(rule, place)

    def form(self, rule: Rule, place: dict[int, str]) -> Pairs:
        """The desk's forms, all in one: a view reads its own fields only."""
        return self.some(DESK, 0.9, place) if "POST" in (rule.methods or set()) else []

    def some(
        self,
        names: Sequence[str],
        chance: float,
        place: dict[int, str],
        always: Sequence[str] = (),
    ) -> Pairs:
        rng = self.rng
        found = []
        for name in names:
            if rng.random() < (0.98 if name in always else chance):
                found.append((name, self.value(name)))
                if rng.random() < 0.01:
                    found.append((name, self.value(name)))
        if place and rng.random() < 0.8:
            ids = dict(zip(("m", "h"), map(str, next(iter(place.items()))), strict=True))
            found = [(name, ids[name].encode() if name in ids else value) for name, value in found]
        if rng.random() < 0.05:
            found += [(self.nasty().decode("utf-8", "replace"), self.nasty())]
        if rng.random() < 0.005:
            found += [(f"x{n}", b"y") for n in range(2_000)]
        return found

    def odd(self) -> bool:
        return self.rng.random() < self.odd_chance

    def value(self, name: str) -> bytes:
        valid = VALID.get(name)
        if not valid or self.odd():
            is_near = name in NEAR and self.rng.random() < 0.6
            return self.rng.choice(NEAR[name]).encode() if is_near else self.nasty()
        return self.rng.choice(valid).encode()

    def nasty(self) -> bytes:
        value = self.rng.choice(NASTY)
        if isinstance(value, str):
            value = value.encode("utf-8", "surrogatepass")
        return value * self.rng.choice((1, 1, 1, 1, 2, 30)) if len(value) < 100 else value

    def body(self, form: Pairs) -> tuple[bytes, str]:
        rng = self.rng
        kind = rng.random()
        if kind < 0.9:
            return encoded(form).encode(), FORM
        if kind < 0.93:
            return multipart(form, rng), MULTIPART
        if kind < 0.95:
            text = {name: value.decode("utf-8", "replace") for name, value in form}
            return json.dumps(text).encode(), "application/json"
        if kind < 0.97:
            return self.nasty() * rng.choice((1, 50)), rng.choice((FORM, "text/plain", "", "x"))
        if kind < 0.98:
            return b"a=" + b"x" * 100_000, FORM
        return encoded(form).encode(), rng.choice(("", "text/plain", f"{FORM}; charset=utf-16"))

    def headers(self) -> dict[str, str]:
        if self.rng.random() < 0.85:
            return {}
        name = self.rng.choice(HEADERS)
        value = self.nasty().decode("latin-1")
        return {name: "".join(each for each in value if each not in "\r\n\x00")[:4_000]}


def encoded(pairs: Pairs) -> str:
    """Percent-encoded; a value that is half an escape already stays as it is."""
    return "&".join(
        f"{quote_from_bytes(name.encode(), safe='')}="
        + (value.decode() if value.startswith(b"%") else quote_from_bytes(value, safe=""))
        for name, value in pairs
    )


def multipart(pairs: Pairs, rng: random.Random) -> bytes:
    parts = []
    for name, value in pairs:
        file = b'; filename="f.txt"' if rng.random() < 0.1 else b""
        head = b'--b\r\nContent-Disposition: form-data; name="' + name.encode() + b'"' + file
        parts.append(head + b"\r\n\r\n" + value + b"\r\n")
    return b"".join(parts) + (b"--b--\r\n" if rng.random() < 0.9 else b"")
