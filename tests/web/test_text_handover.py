"""Handover by text."""

from typing import Any

import pytest
from desk_and_carrier import OTHER, Desk, sender_in_queue

from core.contact_centre import chat_messages, conversations, offers
from core.kernel import NotAllowed


def test_only_keywords_are_answered_during_agent_text_conversation(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "12345" in sender.text("JF").body
    desk.do(offers.accept)
    assert desk.row.status == "talking"
    for words in ("余额是多少", "我的订单呢，密码135790", "RG"):
        assert sender.text(words).body.endswith("<Response></Response>")
    desk.do(chat_messages.answer, words="您好，我看一下。")
    assert desk.requested("text") == [{"to": sender.number, "words": "您好，我看一下。"}]
    said = hotline.database.read(
        lambda conn: [
            (row.who, row.words)
            for row in chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
        ]
    )
    assert said[-4:] == [
        ("member", "余额是多少"),
        ("member", "我的订单呢，密码******"),
        ("member", "RG"),
        ("agent", "您好，我看一下。"),
    ]
    assert "12345" in sender.text("JF").body
    assert said[0] == ("member", "(balance) JF")  # written while waiting, and answered
    assert said[1][0] == "hotline"
    desk.do(lambda conn, agent, **which: conversations.end(conn, **which))
    assert "分" in sender.text("JF").body


def test_marketing_opt_out_works_during_agent_text_conversation(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    assert "<Message>" in sender.text("TD").body
    assert hotline.count("SELECT count(*) FROM member WHERE member_id = 1 AND NOT marketing_ok")


def test_text_delivered_twice_is_recorded_once(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    webhook = sender.text_webhook("你好")
    answers = {answer.body for answer in hotline.deliver_concurrently(webhook)}
    hotline.redis.flushall()
    answers.add(hotline.deliver(webhook).body)
    assert len(answers) == 1
    said = hotline.database.read(
        lambda conn: chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
    )
    assert [row.words for row in said].count("你好") == 1


def test_only_assigned_agent_can_answer_text_conversation(hotline: Any) -> None:
    _, desk = sender_in_queue(hotline)
    with pytest.raises(NotAllowed, match="not_yours"):
        desk.do(chat_messages.answer, words="Hello")
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="not_yours"):
        Desk(hotline, OTHER).do(chat_messages.answer, words="Hello")
