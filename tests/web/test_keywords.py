"""The SMS keywords: the programme's table, what else members type, and what must not match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogues import DIALOGUES
from flows.engine import CARRIER_WORDS, QUESTION, Argument
from web.keywords import KEYWORDS, Parsed, parse

PUBLISHED = {
    "balance": "JF CXJF 105 积分 查询积分 查积分 积分查询 余额 积分余额 POINTS BAL BALANCE",
    "tier": "DJ 等级 TIER",
    "history": "LS 历史 明细 HISTORY",
    "redeem": "DH 兑换 礼品 GIFT REDEEM",
    "credit": "HF DHHF 兑话费 话费 CREDIT",
    "data": "LL 流量 DATA",
    "orders": "DD 订单 我的订单 ORDER",
    "claim": "BD 补登 CLAIM",
    "complain": "TS 投诉 COMPLAIN",
    "complaint_status": "CX TSCX STATUS",
    "agent": "RG 人工 客服 转人工 人工客服 AGENT HUMAN OPERATOR",
    "main": "H 菜单 MENU",
    "help": "? 帮助 HELP INFO",
    "back": "返回 BACK",
    "en": "EN ENGLISH",
    "zh": "ZH 中文",
    "stop_marketing": "R TD 退订",
    "subscribe": "DY 订阅",
    "marketing": "推广短信 MARKETING",
    "give": "ZZ 转赠 送积分 GIVE",
    "exchange": "HZ 互换 EXCHANGE",
    "pin": "MM 密码 服务密码 PIN",
    "lost": "GS 挂失 LOST",
}
BARE = [
    (word, keyword.command)
    for word, keyword in KEYWORDS.items()
    if keyword.argument is not Argument.CODE
]


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize(("word", "command"), BARE)
def test_keyword_is_recognised_in_any_case_width_spacing_and_punctuation(
    word: str, command: str
) -> None:
    expected = Parsed(command, "")
    assert parse(word) == expected
    assert parse(word.lower()) == expected
    assert parse(full_width(word)) == expected
    assert parse(f" \u3000\t{word}\r\n\u3000 ") == expected
    assert parse(f"\ufeff{word}\u200b") == expected
    for mark in ".。!！,，…~":
        assert parse(word + mark) == expected
    asked = KEYWORDS[word].when_asked
    question = Parsed(command, QUESTION) if KEYWORDS[word].hears_questions else expected
    for mark in ("?", "？", " ？"):
        if asked is None:
            assert parse(word + mark) == question
        elif asked:
            assert parse(word + mark) == Parsed(asked, "")
        else:
            assert parse(word + mark) == Parsed(None, word + mark, did_you_mean=word)


@pytest.mark.parametrize(
    ("body", "command", "argument"),
    [
        ("DH3", "redeem", "3"),
        ("DH 3", "redeem", "3"),
        ("dh　３", "redeem", "3"),
        ("ＤＨ３", "redeem", "3"),
        ("DH:3", "redeem", "3"),
        ("DH-3", "redeem", "3"),
        ("DH - 3", "redeem", "3"),
        # A number below 0 is no gift's: it is passed on as it is, to be answered so.
        ("DH -3", "redeem", "-3"),
        ("HF  -10元", "credit", "-10"),
        ("DD -20260003", "orders", "20260003"),
        ("兑换3", "redeem", "3"),
        ("兑换 3。", "redeem", "3"),
        ("兑换3号", "redeem", "3"),
        ("gift 12", "redeem", "12"),
        ("REDEEM12", "redeem", "12"),
        ("HF50", "credit", "50"),
        ("hf 50元", "credit", "50"),
        ("DHHF100", "credit", "100"),
        ("兑话费50", "credit", "50"),
        ("兑话费 50 ", "credit", "50"),
        ("话费50", "credit", "50"),
        ("credit 50", "credit", "50"),
        ("礼品3号", "redeem", "3"),
        ("HF 10 12345", "credit", "10 12345"),
        ("HF 10 +86 138 1234 5678 901", "credit", "10 +8613812345678901"),
        ("LL 1", "data", "1"),
        ("LL1GB", "data", "1"),
        ("ll 1 g", "data", "1"),
        ("流量1024M", "data", "1"),
        ("流量 2000兆", "data", "2"),
        ("DATA 500MB", "data", "0.5"),
        ("LL 1.5GB", "data", "1.5"),
        ("LL 99999999MB", "data", "99999999"),
        ("我的 订单", "orders", ""),
        ("查 积分", "balance", ""),
        ("Y 123456", "confirm", "123456"),
        ("Y123456", "confirm", "123456"),
        ("y 123 456", "confirm", "123456"),
        ("确认123456", "confirm", "123456"),
        ("确认：123456", "confirm", "123456"),
        ("确认 12", "confirm", "12"),
        ("DD 20260101", "orders", "20260101"),
        ("dd20260101", "orders", "20260101"),
        ("订单A-17", "orders", "A-17"),
        ("order a17", "orders", "A17"),
        ("BD 0098-77", "claim", "009877"),
        ("BD 0098-77A", "claim", "0098-77A"),
        ("DD 2026 0001", "orders", "20260001"),
        ("DD2026　0001。", "orders", "20260001"),
        ("CX 3752 2343", "complaint_status", "37522343"),
        ("CX3752-2343", "complaint_status", "37522343"),
        ("补登0098", "claim", "0098"),
        ("CX 1001", "complaint_status", "1001"),
        ("TSCX1001", "complaint_status", "1001"),
        ("TS my bill", "complain", "my bill"),
        ("ts  My  Bill is WRONG!", "complain", "My  Bill is WRONG!"),
        ("TS网络太慢", "complain", "网络太慢"),
        ("TS: 5G slow", "complain", "5G slow"),
        ("TS5天没网", "complain", "5天没网"),
        ("投诉 网络太慢，客服态度差。", "complain", "网络太慢，客服态度差。"),
        ("投诉网络太慢", "complain", "网络太慢"),
        ("投诉：网络太慢", "complain", "网络太慢"),
        ("COMPLAIN about x", "complain", "about x"),
        ("投诉 line one\nline two", "complain", "line one\nline two"),
        ("TS …", "complain", ""),
        # What is another request is not what the complaint is about.
        ("TS 转人工", "agent", ""),
        ("TS 人工！", "agent", ""),
        ("投诉 人工客服", "agent", ""),
        ("TS CX 20260002", "complaint_status", "20260002"),
        ("COMPLAIN status", "complaint_status", ""),
        ("TS EN", "en", ""),
        ("TS DH 3", "redeem", "3"),
        ("TS TS", "complain", ""),
        ("TS TS my bill", "complain", "TS my bill"),
        # But a complaint may be about what a keyword names.
        ("投诉 话费", "complain", "话费"),
        ("投诉客服", "complain", "客服"),
        ("投诉订单20260003", "complain", "订单20260003"),
        ("TS 123456", "complain", "123456"),
        ("TS Y 123456", "complain", "Y 123456"),
        ("？", "help", ""),
        ("??", "help", ""),
        ("help!", "help", ""),
        ("TS 帮助", "help", ""),
    ],
)
def test_keyword_with_argument_is_parsed(body: str, command: str, argument: str) -> None:
    assert parse(body) == Parsed(command, argument)


@pytest.mark.parametrize(
    ("body", "command", "argument"),
    [
        ("積分", "balance", ""),
        ("查詢積分", "balance", ""),
        ("等級", "tier", ""),
        ("歷史", "history", ""),
        ("兌換3號", "redeem", "3"),
        ("兌話費 50", "credit", "50"),
        ("確認123456", "confirm", "123456"),
        ("訂單 2026 0001", "orders", "20260001"),
        ("補登0098", "claim", "0098"),
        ("投訴：網絡太慢，話費不對", "complain", "網絡太慢，話費不對"),
        ("菜單", "main", ""),
        ("幫助。", "help", ""),
        ("退訂", "stop_marketing", ""),
        ("訂閱", "subscribe", ""),
        ("積分餘額", "balance", ""),
        ("明細", "history", ""),
        ("禮品3", "redeem", "3"),
        ("轉人工", "agent", ""),
        ("轉贈", "give", ""),
        ("掛失", "lost", ""),
        ("服務密碼", "pin", ""),
        ("我的訂單", "orders", ""),
    ],
)
def test_keywords_in_traditional_characters_are_recognised(
    body: str, command: str, argument: str
) -> None:
    """A complaint stays as it was typed."""
    assert parse(body) == Parsed(command, argument)


@pytest.mark.parametrize(
    "body",
    [
        "LSD", "TSunami", "TSé", "Hello", "hi", "Ring me", "R 2", "H 1", "JF 1", "JF1", "1055",
        "105 元", "等级怎么这么低", "积分什么时候到账", "人工客服在哪", "返回上一级菜单",
        "中文名字", "退订了吗", "兑换什么好", "兑换三", "DH abc", "GIFT for my wife", "HF 10.5",
        "order was damaged", "order 2 cups", "status of my order",
        "my points", "我要投诉", "Y", "y", "确认", "确认一下", "YES please",
        "OK", "是", "👍", "JF👍", "end", "STOP", "cancel my order",
    ],
)  # fmt: skip
def test_answers_and_free_text_are_not_commands(body: str) -> None:
    assert parse(body) == Parsed(None, body)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("3", "3"),
        (" １ ", "1"),
        ("①", "1"),
        ("2。", "2"),
        ("123456", "123456"),
        ("１２３４５６", "123456"),
        ("ｙ", "y"),
        ("Ｎｏ．", "No．"),
        ("", ""),
        (" \u3000\n", ""),
        ("...", "..."),
        ("a\x00b", "ab"),
        ("\x00", ""),
        ("上海市 浦东新区１号", "上海市 浦东新区1号"),
    ],
)
def test_answers_are_normalised(body: str, answer: str) -> None:
    assert parse(body) == Parsed(None, answer)


@pytest.mark.parametrize(
    ("body", "did_you_mean"),
    [
        ("PONITS", "POINTS"),
        ("point", "POINTS"),
        ("poinnts", "POINTS"),
        ("pointz.", "POINTS"),
        ("Ｐｏｉｎｔ", "POINTS"),
        ("tire", "TIER"),
        ("histroy", "HISTORY"),
        ("agnet", "AGENT"),
        ("CXFJ", "CXJF"),
        ("REDEM 3", "REDEEM 3"),
        ("redeeem3", "REDEEM 3"),
        ("orders", "ORDER"),
        ("ordr A17", "ORDER A17"),
        ("Complan about My bill", "COMPLAIN about My bill"),
        ("DHF50", "DHHF 50"),
        ("Jack", "BACK"),
    ],
)
def test_keyword_with_one_typing_error_gets_suggestion(body: str, did_you_mean: str) -> None:
    parsed = parse(body)
    assert parsed.command is None
    assert parsed.did_you_mean == did_you_mean
    assert parse(did_you_mean).command is not None


@pytest.mark.parametrize(
    "body", ["POITNZ", "pionst", "JG", "DS", "BAAL", "orders are late", "agnet please"]
)
def test_two_errors_short_words_and_sentences_get_no_suggestion(body: str) -> None:
    assert parse(body) == Parsed(None, body)


def test_text_with_suggestion_is_kept_as_answer() -> None:
    assert parse("Jack").argument == "Jack"


def test_carrier_reserved_words_are_no_commands_but_for_help_and_opting_in() -> None:
    """And none is advertised, or guessed: a carrier may keep it."""
    assert not any(CARRIER_WORDS.intersection(keyword.words) for keyword in DIALOGUES.keywords)
    passed_on = {"HELP": "help", "INFO": "help", "START": "subscribe", "UNSTOP": "subscribe"}
    for word in CARRIER_WORDS:
        command = passed_on.get(word)
        assert parse(word) == Parsed(command, "" if command else word)
    assert parse("HELPP") == Parsed(None, "HELPP")


def test_published_keywords_keep_their_commands() -> None:
    """Members know them by heart. A dialogue may add others without a change here."""
    published = {word: command for command, words in PUBLISHED.items() for word in words.split()}
    published |= {"Y": "confirm", "确认": "confirm"}
    table = {word: keyword.command for word, keyword in KEYWORDS.items()}
    assert published.items() <= table.items()


def test_longest_chinese_keyword_wins_where_one_begins_with_another() -> None:
    chinese = [word for word in KEYWORDS if not word.isascii()]
    pairs = [(a, b) for a in chinese for b in chinese if a != b and b.startswith(a)]
    assert ("人工", "人工客服") in pairs
    for _, word in pairs:
        assert parse(f"{word}。").command == KEYWORDS[word].command


def test_shorter_keyword_is_taken_where_the_longer_one_does_not_accept_the_rest() -> None:
    assert parse("投诉进度太慢") == Parsed("complain", "进度太慢")


def test_every_topic_is_a_word_of_its_keyword() -> None:
    for keyword in DIALOGUES.keywords:
        assert set(keyword.topics.split()) <= set(keyword.words)


def test_the_longest_message_keeps_every_character() -> None:
    text = "网络😀" * 533
    assert parse("投诉 " + text) == Parsed("complain", text)


ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=200) | st.text(
    st.sampled_from("JFDHTSY投诉兑换确认1２3 \u3000\x00.。?？\ud800😀é-:\n"),
    max_size=40,
)


@given(ANYTHING)
def test_any_text_is_parsed_without_error_and_can_be_stored(body: str) -> None:
    parsed = parse(body)
    assert "\x00" not in parsed.argument
    parsed.argument.encode("utf-8")
    assert parsed.command is None or parsed.did_you_mean is None


@pytest.mark.parametrize("body", ["Complaint my bill is wrong", "complaints: my bill is wrong"])
def test_noun_in_place_of_the_keyword_is_no_typing_error(body: str) -> None:
    assert parse(body) == Parsed("complain", "my bill is wrong")


@pytest.mark.parametrize(
    ("body", "words"),
    [("地址和平区南京路12号张三", "和平区南京路12号张三"), ("投诉和平店收错钱", "和平店收错钱")],
)
def test_name_that_begins_with_and_is_none(body: str, words: str) -> None:
    assert parse(body).argument == words


@pytest.mark.parametrize(
    "body", ["投诉和换礼品", "投诉和回电都取消", "地址改一下", "地址能不能改一下？"]
)
def test_sentence_about_what_a_keyword_names_is_none(body: str) -> None:
    assert parse(body).command is None


@given(ANYTHING, st.sampled_from(["TS ", "投诉", "Complain: "]))
def test_words_behind_a_complaint_keyword_are_a_complaint_or_another_whole_request(
    text: str, word: str
) -> None:
    parsed = parse(word + text)
    if parsed.command in ("complain", None):
        is_question = parsed.did_you_mean in ("投诉", "COMPLAIN")  # "投诉？" asks
        is_sentence = text.startswith(("和", "跟", "与"))  # 投诉和回电都取消
        assert word == "TS " or parsed.command or is_question or is_sentence
    else:
        assert parsed in (parse(text), parse(word + text.replace(" ", "")))


@given(
    st.sampled_from(sorted({w for w in KEYWORDS if w.isascii() and len(w) >= 4} - CARRIER_WORDS)),
    st.data(),
)
def test_keyword_with_any_single_typing_error_is_understood(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    error = data.draw(st.sampled_from(["add", "drop", "replace", "swap"]))
    typed = {
        "add": word[:at] + letter + word[at:],
        "drop": word[:at] + word[at + 1 :],
        "replace": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[error]
    parsed = parse(typed)
    is_another = typed in KEYWORDS  # DYDJ and DYDQ are one letter apart
    assert is_another or parsed.command == KEYWORDS[word].command or parsed.did_you_mean
