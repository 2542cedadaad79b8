"""The callers that the walk walks as, and what of the seeded database is theirs alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.members import profiles
from flows.protocol import Channel, traits_of

Prepare = Callable[[Any], None]


def as_seeded(database: Any) -> None:
    pass


def without_pin(database: Any) -> None:
    database.execute("UPDATE member SET pin_hash = NULL WHERE member_id = 2")


def who_has_left(database: Any) -> None:
    """The number has not passed to anybody yet."""
    database.execute("UPDATE member SET status = 'left' WHERE member_id = 2")


def without_language(database: Any) -> None:
    """And with a complaint that a supervisor has decided."""
    database.execute("UPDATE member SET language = NULL WHERE member_id = 2")
    decide_seeded(database, level=2)


def decide_seeded(database: Any, level: int) -> None:
    database.execute(
        "UPDATE complaint SET status = 'decided', decided_at = '2026-06-01T01:00:00.000000+00:00',"
        f" decision = 'No.', level = {level} WHERE complaint_id = 'seed-complaint'"
    )


def without_texts(database: Any) -> None:
    """Neither marketing texts nor notices."""
    database.execute("UPDATE member SET marketing_ok = 0 WHERE member_id = 4")
    refused = (("marketing", None), ("service", "expiry"), ("service", "tier"))
    for consent_id, (text_class, kind) in enumerate(refused, start=10):
        database.execute(
            'INSERT INTO consent (member_id, consent_id, class, kind, channel, given, at, "by",'
            " evidence) VALUES (4, ?, ?, ?, 'sms', 0, '2026-06-01T01:00:00.000000+00:00',"
            " 'member', 'sms:walk')",
            (consent_id, text_class, kind),
        )


def with_a_long_list(database: Any) -> None:
    """More gifts than any channel reads out or shows on one page. And an order that is late, a
    receipt in the book, and two of one number."""
    for merchant, number in (
        ("Lakeside Books", "123456"),
        ("Lakeside Books", "12345678901234567890"),
        ("Suguo", "12345678901234567890"),
    ):
        database.execute(
            "INSERT INTO issued_receipt (merchant, number, source, issued_on, fen, recorded_at)"
            " VALUES (?, ?, 'services', '2026-05-30', 5860, '2026-05-31T00:00:00.000000+00:00')",
            (merchant, number),
        )
    database.execute("UPDATE gift_order SET deliver_by = '2026-05-20' WHERE member_id = 1")
    for number in range(21, 31):
        database.execute(
            "INSERT INTO gift (sku, kind, number, points, name_zh, name_en, on_sale, sort)"
            " VALUES (?, 'gift', ?, 200, '保温杯茶具', 'Thermos and cup', 1, ?)",
            (f"gift-{number}", number, number),
        )
        database.execute(
            'INSERT INTO stock (sku, bucket, at_first, "left", reserved, sent)'
            " VALUES (?, 0, 5, 5, 0, 0)",
            (f"gift-{number}",),
        )


def with_expensive_gifts(database: Any) -> None:
    """Gifts above the limit up to which a PIN alone is enough on the phone."""
    database.execute("UPDATE gift SET points = 5001 WHERE points >= 500")


def with_numbers_and_a_card(database: Any) -> None:
    """And dear gifts."""
    with_expensive_gifts(database)
    at = "2026-05-01T02:00:00.000000+00:00"
    for number in ("+8613811110003", "+8613822220003"):
        database.execute("INSERT INTO msisdn (number, member_id) VALUES (?, 3)", (number,))
        database.execute(
            "INSERT INTO further_number (member_id, number, added_by, added_at)"
            " VALUES (3, ?, 'agent', ?)",
            (number, at),
        )
    database.execute(
        "INSERT INTO card (member_id, number, state, issued_by, at)"
        " VALUES (3, '6200000000001234', 'active', 'agent', ?)",
        (at,),
    )


def with_a_code_sent(database: Any) -> None:
    """A code of either class at the moment of the walk, which holds up the next; dear gifts need
    one on calls too. And a second order that has not arrived yet; both are late."""
    with_expensive_gifts(database)
    database.execute("UPDATE gift_order SET deliver_by = '2026-05-20' WHERE member_id = 3")
    sent = "2026-06-01T02:00:00.000000+00:00"
    for code_id, unproven in enumerate((0, 1), start=1):
        database.execute(
            "INSERT INTO one_time_code (member_id, code_id, unproven, purpose_hash, code_hash,"
            " issued_at, expires_at, tries_left, used) VALUES (3, ?, ?, '', '', ?, ?, 3, 0)",
            (code_id, unproven, sent, sent),
        )
    database.execute(
        "INSERT INTO gift_order (member_id, order_id, number, sku, points, status, channel,"
        " created_at, send_by, deliver_by) SELECT member_id, 'second', '20269999', sku, points,"
        " status, channel, created_at, send_by, deliver_by FROM gift_order WHERE member_id = 3"
    )


def with_decided_complaints(database: Any) -> None:
    """One by each channel, whose grade is awaited at the moment of the walk; none is open."""
    decide_seeded(database, level=1)
    columns = "member_id, words, level, opened_at, first_contact_due, decide_due"
    for place, channel in enumerate(Channel):
        database.execute(
            "INSERT INTO complaint (complaint_id, number, channel, status, decided_at, decision,"
            f" {columns}) SELECT ?, ?, ?, 'decided', '2026-06-01T01:00:00.000000+00:00', 'No.',"
            f" {columns} FROM complaint WHERE complaint_id = 'seed-complaint'",
            (f"decided-{place}", f"2026001{place}", channel.value),
        )


def with_two_open_complaints(database: Any) -> None:
    """The second one is just filed, so that it can be added to. And the member is leaving."""
    database.execute("UPDATE member SET leaves_on = '2026-06-20' WHERE member_id = 2")
    columns = "member_id, words, channel, level, status, first_contact_due, decide_due"
    database.execute(
        f"INSERT INTO complaint (complaint_id, number, opened_at, {columns})"
        f" SELECT 'second', '20269998', '2026-06-01T02:00:00.000000+00:00', {columns}"
        " FROM complaint WHERE complaint_id = 'seed-complaint'"
    )


EVERYWHERE, NOWHERE = frozenset(Channel), frozenset[Channel]()
SPOKEN = frozenset(channel for channel in Channel if traits_of(channel).spoken)
# Whose mistakes are tried in one language only: half of all turns of the walks for no other node.
# What is said after a mistake is checked at each question in every language (question_checks.py).
MISTAKES_IN_ONE_LANGUAGE = {"active": "zh", "senior": "zh"}
# Number, preparation of the database, and the channels on which silence and mistakes are tried at
# every step too. The engine handles them alike everywhere, so one caller for each main menu is
# enough.
CALLERS: dict[str, tuple[str, Prepare, frozenset[Channel]]] = {
    "active": ("+8613800000001", as_seeded, EVERYWHERE),
    "senior": ("+8613800000005", as_seeded, SPOKEN),
    "frozen": ("+8613800000007", as_seeded, EVERYWHERE),
    "stranger": ("+8613899999999", as_seeded, EVERYWHERE),
    "no points, no texts": ("+8613800000004", without_texts, NOWHERE),
    "no PIN": ("+8613800000002", without_pin, NOWHERE),
    "locked": ("+8613800000006", as_seeded, NOWHERE),
    "long list": ("+8613800000001", with_a_long_list, NOWHERE),
    "dear gifts": ("+8613800000003", with_numbers_and_a_card, NOWHERE),
    "code sent": ("+8613800000003", with_a_code_sent, NOWHERE),
    "decided complaint": ("+8613800000002", with_decided_complaints, NOWHERE),
    "two complaints": ("+8613800000002", with_two_open_complaints, NOWHERE),
    "no language": ("+8613800000002", without_language, NOWHERE),
    "left": ("+8613800000002", who_has_left, NOWHERE),
}
CALLERS_WITHOUT_A_NUMBER = {
    "withheld": (profiles.withheld("walk"), as_seeded, SPOKEN),
}

OF_OTHER_HOMES = {"frozen", "stranger", "left", "withheld", "no language", "senior"}


def callers(channel: Channel) -> dict[str, tuple[str, Prepare, frozenset[Channel]]]:
    """Callers with a withheld number exist only where replies do not go to the number."""
    return CALLERS if traits_of(channel).replies_to_number else CALLERS | CALLERS_WITHOUT_A_NUMBER


def home_of(kind: str) -> str:
    """What is the same of all callers with the same main menu: what becomes of a mistake, a command
    or a wish does not depend on what else they have."""
    return kind if kind in OF_OTHER_HOMES else "member"


def tries_mistakes(kind: str, channel: Channel, language: str) -> bool:
    """Whether silence and mistakes are inputs of this caller's walk in that language."""
    channels = callers(channel)[kind][2]
    return channel in channels and MISTAKES_IN_ONE_LANGUAGE.get(kind, language) == language
