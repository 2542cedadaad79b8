"""The lists of the desk as CSV files: all rows, for those who oversee, with masked numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from desk_steps import path_of, request_agent, rules, sentence_keys
from voucher_stock import SKU, offer_vouchers

from core.conversation import unclear_words, wording_versions
from core.members import cards
from core.messaging import Topic, outbox
from core.programme import editable_fields, local_day, shipped_rules, versions
from core.service import approvals, complaints, suggestions
from desk.frame import csv_export
from desk.frame.authorization import access_of

PATH = "redemption.opens_after_points"
FIRST_CARD = "620000000000000001"
IS_FILE = re.compile(r"\.[ct]sv$")
NAMES = (
    "complaints", "claims", "suggestions", "exchanges", "webhooks", "cards", "vouchers", "queue",
)  # fmt: skip


def rows_of(browser: Any, path: str) -> list[dict[str, str]]:
    answer = browser.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def file_some(desk: Any, count: int) -> None:
    def work(conn: Any) -> None:
        for n in range(count):
            whose = {"member_id": 2, "recording_url": None, "at": desk.clock.now()}
            complaints.file(
                conn, **whose, words=f"=坏了{n}", channel="sms", key=f"k{n}", complaint_id=f"c{n}",
                number=str(20270000 + n),
            )  # fmt: skip
            suggestions.make(
                conn, **whose, words=f"多些礼品{n}", channel="sms", suggestion_id=f"s{n}"
            )

    desk.database.run(work)


def test_all_pages_are_in_the_file(any_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = any_desk
    monkeypatch.setattr("desk.service.exports.ROWS", 2)
    file_some(desk, 5)
    lead = desk.signed_in("supervisor")
    found = rows_of(lead, "/desk/complaints.csv?status=open")
    mine = [row for row in found if row["number"].startswith("2027")]
    assert len(mine) == len({row["number"] for row in mine}) == 5
    assert all("****" in row["member_number"] for row in found)
    assert mine[0]["words"].startswith("'=")  # no formula
    made = rows_of(lead, "/desk/suggestions.csv")
    assert len([row for row in made if row["words"].startswith("多些礼品")]) == 5
    assert {"complaints_exported", "suggestions_exported"} <= set(desk.acts())


def test_the_filter_of_the_list_counts(desk: Any) -> None:
    file_some(desk, 1)
    lead = desk.signed_in("supervisor")
    page = lead.get("/desk/complaints?status=closed&level=2").text
    assert "/desk/complaints.csv?status=closed&amp;level=2" in page
    assert all(
        row["status"] == "closed" for row in rows_of(lead, "/desk/complaints.csv?status=closed")
    )


def test_claims_and_webhooks_are_listed(desk_with_claim: Any) -> None:
    desk = desk_with_claim
    lead = desk.signed_in("supervisor")
    assert [row["number"] for row in rows_of(lead, "/desk/claims.csv")] == ["20269999"]
    told = {"endpoint": "crm", "type": "order.placed", "of": {"order_id": "x"}}
    at = desk.clock.now()
    desk.database.run(lambda conn: outbox.put_new(conn, 1, Topic.WEBHOOK, "webhook:x", told, at))
    (row,) = rows_of(lead, "/desk/webhooks.csv")
    assert (row["endpoint"], row["type"], row["status"]) == ("crm", "order.placed", "waiting")
    assert rows_of(lead, "/desk/exchanges.csv") == []


def views(app: Any) -> dict[str, tuple[Any, str]]:
    """The GET views of the desk with the path of a page of theirs, by their endpoints."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk.") and "GET" in (rule.methods or ()):
            found[rule.endpoint.removeprefix("desk.")] = (
                app.view_functions[rule.endpoint],
                path_of(rule),
            )
    return found


def test_every_page_is_a_list_with_a_file_or_says_that_it_is_none(desk_with_claim: Any) -> None:
    lead, served = desk_with_claim.signed_in("supervisor"), views(desk_with_claim.app)
    undeclared, without = set(), set()
    for name, (view, path) in served.items():
        with lead.client.get(path) as answer:  # the stream of a page ends when it is closed
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            listing = getattr(view, "listing", None)
            if listing is None or bool(listing.exports) == bool(listing.reason):
                undeclared.add(name)
                continue
            for export in listing.exports:
                _, file = served[export]
                assert file.endswith(".csv"), file
                if file.partition("?")[0] not in unescape(answer.text):
                    without.add((name, file))
    assert undeclared == without == set()


def test_whoever_exports_a_list_may_see_its_page(desk: Any) -> None:
    served = views(desk.app)
    declared = {name: getattr(view, "listing", None) for name, (view, _) in served.items()}
    found = {name: each.exports for name, each in declared.items() if each and each.exports}
    assert len(found) > 20
    for name, exports in found.items():
        for export in exports:
            assert access_of(served[export][0]).roles <= access_of(served[name][0]).roles


@pytest.mark.parametrize("name", ["postings", "orders", "complaints", "contacts"])
def test_history_of_a_member_is_a_file_of_all_pages(
    any_desk: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk, path = any_desk, f"/desk/members/2/{name}.csv"
    file_some(desk, 5)
    lead = desk.signed_in("supervisor")
    whole = rows_of(lead, path)
    monkeypatch.setattr("desk.members.history_export.ROWS", 1)
    assert rows_of(lead, path) == whole
    least = {"postings": 3, "orders": 0, "complaints": 6, "contacts": 6}
    assert len(whole) == len({tuple(row.values()) for row in whole}) >= least[name]
    act = f"act = 'member_{name}_exported'"
    assert desk.sql(f"SELECT DISTINCT member_id FROM trail WHERE {act}") == [(2,)]
    assert lead.get(f"/desk/members/999/{name}.csv").status_code == 404
    assert desk.signed_in("agent").get(path).status_code == 403


def test_versions_are_files(any_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.programme.version_exports.ROWS", 1)
    desk, at = any_desk, any_desk.clock.now()
    key, other = "balance-title", "tier-title"

    def draft(conn: Any) -> None:
        made = {"reason": "=shorter", "agent": "supervisor", "at": at}
        day = local_day(at) + timedelta(days=9)
        rules = editable_fields.with_values(shipped_rules(), {PATH: 17_000})
        versions.draft(conn, effective_on=day, rules=rules, **made)
        for sentence in (key, other):
            wording_versions.draft(conn, language="en", sentence=sentence, source="Points", **made)

    desk.database.run(draft)
    agent = desk.signed_in("agent")
    (made,) = rows_of(agent, "/desk/rules.csv")
    assert (made["version"], made["status"], made["reason"]) == ("1", "draft", "'=shorter")
    found = rows_of(agent, "/desk/wording.csv")
    assert [(row["sentence"], row["status"]) for row in found] == [
        (other, "draft"),
        (key, "draft"),
    ]


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("catalogue", {"sku": "mascot", "kind": "gift"}),
        ("suppliers", {"code": "hongda"}),
        ("agents", {"agent": "agent2", "role": "agent"}),
        ("leaving", {"reason": "unused", "notices": "0"}),
        ("not-understood", {"words": "花生米", "times": "3"}),
        ("approvals", {"points": "900", "reason": "late", "asked_by": "agent2"}),
    ],
)
def test_short_lists_are_files_too(desk: Any, name: str, has: dict[str, str]) -> None:
    day, at = local_day(desk.clock.now()), desk.clock.now()
    words = {unclear_words.UnclearWords(day, "sms", "zh", "花生米"): 3}
    desk.database.run(lambda conn: unclear_words.add(conn, words))
    asks = {"points": 900, "reason": "late", "agent": "agent2", "at": at}
    desk.database.run(lambda conn: approvals.request(conn, member_id=2, approval_id="a1", **asks))
    found = rows_of(desk.signed_in("supervisor"), f"/desk/{name}.csv")
    assert any(has.items() <= row.items() for row in found), found


def test_stocks_are_files(any_desk: Any) -> None:
    """Of cards and of e-vouchers, whose codes are not told."""
    desk, at = any_desk, any_desk.clock.now()

    def fill(conn: Any) -> None:
        cards.add_stock(conn, FIRST_CARD, 2)
        number = FIRST_CARD + cards.check_digit(FIRST_CARD)
        cards.issue(conn, member_id=2, number=number, by="agent", at=at)
        offer_vouchers(conn, ["CODE-1", "CODE-2", "CODE-3"], at)

    desk.database.run(fill)
    lead = desk.signed_in("supervisor")
    issued, free = rows_of(lead, "/desk/cards.csv")
    assert (issued["state"], issued["member_id"], issued["number"][:4]) == ("active", "2", "****")
    assert (free["state"], free["member_id"]) == ("in_stock", "")
    assert cards.is_card_number(free["number"][1:])  # as text, so that no digit is lost
    assert "/desk/cards.csv" in lead.get("/desk/members").text
    stock = rows_of(lead, f"/desk/vouchers.csv?sku={SKU}")
    assert [row["state"] for row in stock] == ["in_stock"] * 3
    assert all("CODE" not in "".join(row.values()) for row in stock)
    assert rows_of(lead, "/desk/vouchers.csv?sku=mascot") == []
    assert f"/desk/vouchers.csv?sku={SKU}" in lead.get(f"/desk/catalogue/{SKU}").text
    assert {"cards_exported", "vouchers_exported"} <= set(desk.acts())


def test_the_queue_is_a_file(any_desk: Any) -> None:
    desk = request_agent(any_desk, "Hello")
    lead = desk.signed_in("auditor")
    (row,) = rows_of(lead, "/desk/queue.csv")
    assert (row["list"], row["way"], row["member_number"]) == ("waiting", "text", "138****0003")
    assert "/desk/queue.csv" in lead.get("/desk/").text
    assert "/desk/queue.csv" not in desk.signed_in("agent").get("/desk/").text


def test_every_file_that_leaves_is_one_entry_of_the_audit_trail(desk_with_claim: Any) -> None:
    desk = desk_with_claim
    lead = desk.signed_in("supervisor")
    files = [
        path for method, path, _ in rules(desk.app) if method == "GET" and IS_FILE.search(path)
    ]
    assert len(files) > 21
    for path in files:
        before = Counter(desk.acts())
        answer = lead.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Disposition"].startswith("attachment;"), path
        assert answer.text is not None
        (act,) = (Counter(desk.acts()) - before).elements()
        assert act.endswith("_exported"), path
        for language in ("zh", "en"):
            assert f"act-{act}" in sentence_keys(language)


def test_the_entry_says_what_was_asked_for(desk: Any) -> None:
    lead = desk.signed_in("supervisor")
    lead.get("/desk/orders.csv?status=sent&supplier=hongda")
    lead.get("/desk/funnel.csv?flow=redeem_gift&first=2026-05-01&last=2026-05-31")
    lead.get("/desk/trail.csv")
    page = unescape(lead.get("/desk/trail").text)
    assert "查询条件：状态 运送中、供应商 hongda" in page
    assert "查询条件：流程 礼品兑换、从 2026-05-01、到 2026-05-31" in page
    assert "查询条件：</small>" not in page


def test_what_was_not_understood_is_exported_whole(desk: Any) -> None:
    today = local_day(desk.clock.now())
    most = unclear_words.ROWS_PER_DAY_MAX

    def add(conn: Any) -> None:
        for ago in range(21):
            day = today - timedelta(days=ago)
            words = {
                unclear_words.UnclearWords(day, "sms", "zh", f"{ago}·{n}"): 1 for n in range(most)
            }
            unclear_words.add(conn, words)

    desk.database.run(add)
    found = rows_of(desk.signed_in("supervisor"), "/desk/not-understood.csv")
    assert len(found) == 21 * most > 10_000


def test_agents_do_not_export(desk: Any) -> None:
    browser = desk.signed_in("agent")
    for name in NAMES:
        assert browser.get(f"/desk/{name}.csv").status_code == 403
    for name in ("complaints", "claims", "suggestions"):
        assert f"{name}.csv" not in browser.get(f"/desk/{name}").text


def test_pages_are_read_until_one_is_empty() -> None:
    pages = iter([[1, 2], [3], []])
    assert list(csv_export.all_pages(lambda last: next(pages))) == [1, 2, 3]
