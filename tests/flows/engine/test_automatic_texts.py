"""Which texts are recognised as a machine's."""

import pytest

from flows.engine.automatic_texts import content_of, is_automatic, is_echo

MENU = "积分热线，请回复数字或字母：\n1 JF 余额\n2 DJ 等级"


@pytest.mark.parametrize(
    "text",
    [
        "[自动回复] 您好，我现在有事不在",
        "【自动回复】在忙",
        "您好，这是系统自动发送的短信，请勿回复。",
        "我正在开车，稍后联系您",
        "驾驶模式已开启",
        "您发给138****0001的短信发送失败",
        "大促开始，退订回T",
        "拒收请回复R",
        "回TD退订",
        "Auto-reply: back at 3",
        "AUTOMATIC REPLY",
        "Autoresponder: thanks",
        "This is an automated response.",
        "I am out of the office until Monday",
        "Out of office",
        "I'm driving right now",
        "I’m driving",
        "Driving mode is on",
        "Please do not reply to this text",
        "Your message could not be delivered",
        "Message to +86138 was not delivered",
        "Undeliverable text",
        "FreeMsg: Unable to send message - Message blocking is active.",
        "Sale! Reply STOP to opt out",
        "Text STOP to unsubscribe",
        "You have been unsubscribed",
        "Hi! I'm a virtual assistant. Reply AGENT to talk to a human.",
        "Sorry I missed your call. Please call the office and ask for an agent.",
        "门店已打烊，转人工请于9点后联系",
        "您好，我是智能助手3号，如需人工客服请回复0",
        "人工服务请回复“人工”",
    ],
)
def test_automatic_texts_are_recognised(text: str) -> None:
    assert is_automatic(text)
    assert is_automatic(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "积分",
        "1",
        "123456",
        "我的礼品没有送到",
        "礼品无法送达怎么办",
        "快递开车到哪了",
        "好的",
        "My gift was not delivered",
        "Delivery failed again",
        "I drive a taxi",
        "Is your office open?",
        "please reply",
        "please reply with the order number",
        "请回复我",
        "请尽快回复我的投诉",
        "明天9点后再联系我",
        "I did not get the code",
        "stop",
        "the message said 100 points",
        "",
    ],
)
def test_texts_of_people_are_not(text: str) -> None:
    assert not is_automatic(text)


@pytest.mark.parametrize("text", [MENU, MENU.replace("\n", " "), f"> {MENU}\n收到", MENU.lower()])
def test_own_reply_that_comes_back_is_recognised(text: str) -> None:
    assert is_echo(text, ["好的。", MENU])


@pytest.mark.parametrize("text", ["1 JF 余额", "余额", "2", "积分热线", "好的，谢谢"])
def test_part_of_a_reply_is_an_answer(text: str) -> None:
    assert not is_echo(text, ["好的。", MENU])


def test_codes_that_the_transcript_masks_do_not_hide_an_echo() -> None:
    assert is_echo("验证码123456，5分钟内有效。", ["验证码******，5分钟内有效。"])


@pytest.mark.parametrize(
    ("text", "content"),
    [("收到#12, OK!", "收到ok"), ("  123 ", "123"), ("ＪＦ", "jf"), ("", ""), ("?!", "?!")],
)
def test_content_is_the_letters(text: str, content: str) -> None:
    assert content_of(text) == content
