"""Traditional characters mean the same as simplified ones: as keywords, answers and free words."""

import pytest

from flows.language import answers, simplified, understanding
from web import keywords

TRADITIONAL = [
    ("我要兌換禮品", "我要兑换礼品"),
    ("查詢積分餘額", "查询积分余额"),
    ("服務密碼忘記了", "服务密码忘记了"),
    ("請問有什麼服務", "请问有什么服务"),
    ("我的手機丟了，幫我掛失", "我的手机丢了，帮我挂失"),
    ("轉五百分給我媽媽", "转五百分给我妈妈"),
]


@pytest.mark.parametrize(("traditional", "same"), TRADITIONAL)
def test_traditional_characters_mean_the_same(traditional: str, same: str) -> None:
    assert simplified(traditional) == same
    assert understanding.understand(traditional) == understanding.understand(same)
    assert understanding.amount_in(traditional) == understanding.amount_in(same)


@pytest.mark.parametrize(
    ("traditional", "same"),
    [("積分餘額", "积分余额"), ("轉人工", "转人工"), ("掛失", "挂失"), ("我的訂單", "我的订单")],
)  # fmt: skip
def test_keywords_may_be_traditional(traditional: str, same: str) -> None:
    assert keywords.parse(traditional) == keywords.parse(same)


def test_answers_may_be_traditional() -> None:
    assert answers.reply_of("對，沒問題") is answers.Reply.YES
    assert answers.reply_of("我後悔了") is answers.Reply.CANCEL
    assert answers.amount_of("兩萬分") == answers.amount_of("两万分")
    assert answers.option_named("換電話費", {"1": "换电话费", "2": "换流量"}) == "1"
    assert answers.grade_of("還滿意") == answers.grade_of("还满意") == 3
    assert answers.amount_of("伍佰分") == answers.amount_of("500分")


def test_each_character_stays_in_its_place() -> None:
    """So that positions in the folded text are positions in the text as typed."""
    assert simplified("換" * 3) == "换" * 3
    assert len(simplified("積分ａ🎁轉贈")) == len("積分ａ🎁轉贈")
