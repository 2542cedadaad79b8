"""Free words: what is understood, what is done about it, and what is never done."""

import pytest

from corpus import evaluate
from corpus.phrases import corpus_hash
from flows.language import Does, Label, understanding
from flows.language.understanding import COSTLY
from flows.language.understanding.classifier import trained

STRAIGHT = [
    ("转人工", "agent"), ("我要找个真人", "agent"), ("human", "agent"),
    ("talk to a person", "agent"), ("查余额积分", "balance"), ("balance", "balance"),
    ("我还有多少分", "balance"), ("基分还剩多少", "balance"),
    ("how many pts do i have left", "balance"), ("wo hai you duo shao jifen", "balance"),
    ("我要投诉", "complaint"), ("i want to complain", "complaint"),
    ("我是什么等级", "tier"), ("what tier am I", "tier"),
    ("积分用到哪儿去了", "history"), ("我的快递到哪了", "order"), ("where is my order", "order"),
    ("投诉处理得怎么样了", "status"), ("换50元话费", "credit"), ("redeem phone credit", "credit"),
    ("手机丢了，帮我挂失", "lost"), ("my phone was stolen", "lost"),
    ("忘记服务密码了", "pin"), ("forgot my pin", "pin"), ("别再给我发广告短信了", "stop"),
    ("English please", "language"), ("你能做什么", "menu"), ("我要提个建议", "suggestion"),
]  # fmt: skip
NEVER_THE_ACT = [
    "怎么投诉？", "我不想换礼品了", "算了，不投诉了", "不用挂失，手机找到了", "挂失要多久才能恢复",
    "我不想把积分转给他了", "别动我的密码", "我没说要退会", "转赠要手续费吗", "昨天已经挂失了",
    "how do I complain", "never mind the complaint", "don't redeem anything",
    "I don't want to leave", "what happens if I report it lost", "I already changed my PIN",
    "how long does a complaint take", "我不要订阅", "别给我订阅", "我拒绝订阅", "谁给我订阅的",
    "我没同意发推广短信", "我已经退订了还收到短信", "订阅要钱吗", "I don't want to subscribe",
    "don't subscribe me", "why am I subscribed", "I never unsubscribed",
    "don't give my points to anyone", "I changed my mind about the phone credit",
]  # fmt: skip
OTHERS_ANSWER = [
    ("这个月话费怎么这么多", "elsewhere_bill"), ("why is my bill so high", "elsewhere_bill"),
    ("家里没信号", "elsewhere_network"), ("no signal all day", "elsewhere_network"),
    ("我想换个套餐", "elsewhere_service"), ("I want to change my plan", "elsewhere_service"),
]  # fmt: skip
PAST = [
    "我没转500分给13800000002", "我沒轉500分給13800000002", "13800000002送我500分了吗",
    "上次我换了10元话费", "我把500分转给13800000002了吗", "我转给13800000002的500分到了没",
    "刚才给13800000002转了500分", "有没有给我转500分", "500分转过去了吗", "我没有换过50元话费",
    "我昨天兑了1G流量", "I never sent 500 points to 13800000002", "did she send me 500 points",
    "I didn't give 500 points to 13800000002", "has my son sent me 300 points",
    "I sent 500 points to 13800000002 yesterday", "I got 10 yuan credit last time",
    "I haven't redeemed 20 yuan of credit",
]  # fmt: skip
NOT_PAST = [
    ("上次换了10元话费，这次换20元", "credit"), ("上个月换过话费，还想再换50元话费", "credit"),
    ("转500分给13800000002", "give"), ("我还没换过话费，帮我换10元话费", "credit"),
    ("I got phone credit last time, I want 1 GB of data now", "data"),
    ("send 500 points to 13800000002 again", "give"),
]  # fmt: skip
NO_WISH = [
    "今天天气怎么样",
    "哈哈哈",
    "你好",
    "what's the weather",
    "lol",
    "在吗",
    "谢谢",
    "12 + 7",
]

INSTEAD = [
    ("不是找人工，查积分", "balance"),
    ("不是找人工查积分", "balance"),
    ("not an agent, check my points", "balance"),
    ("I don't want an agent, just my balance", "balance"),
    ("不是投诉，我要挂失", "lost"),
    ("没要退会，想查等级", "tier"),
    ("别转人工 查一下快递", "order"),
    ("不换流量了，换话费", "credit"),
    ("查积分，不是找人工", "balance"),
    ("I don't want credit, I want 1 GB of data", "data"),
    ("no not credit, data please", "data"),
    ("not a complaint, where is my order", "order"),
    ("不是要送积分，是要换礼品", "redeem"),
    ("forget the credit, show me gifts", "redeem"),
    ("not my tier, my points history", "history"),
]
NOT_INSTEAD = [
    "算了，不投诉了", "我没让你们给我兑流量呀", "我想继续收优惠短信 不要退订",
    "I'm paying cash, don't touch my points", "I know my pin, it doesn't need changing",
    "不用了，不是我要人工", "别换了，别动我的积分", "never mind the complaint, all is fine",
]  # fmt: skip
PRAISE = [
    "投诉处理得真好", "你们处理投诉真快", "服务很好", "你们的服务真不错", "客服态度非常好",
    "快递小哥很热情", "我很满意", "非常满意你们的处理", "太棒了", "你们真棒", "给你们点个赞",
    "礼品很喜欢", "杯子质量真好，谢谢", "积分到得真快", "这个热线真方便", "你真聪明",
    "处理得很及时，谢谢", "办得漂亮", "换的耳机特别好用", "the complaint was handled really well",
    "great service", "you guys are great", "I love the mug", "your agent was very helpful",
    "thanks for sorting out my complaint so quickly", "excellent job",
    "really happy with how you dealt with my complaint", "that was fast, well done",
    "the courier was very kind", "best hotline ever", "my complaint was solved perfectly",
    "the earphones are wonderful", "I'm very satisfied", "keep up the good work",
    "nice work on my claim", "your staff are so polite", "credit arrived super quick, impressive",
    "the phone credit thing works great",
]  # fmt: skip
NO_PRAISE = [
    "服务真好，三天了没人理", "态度太差", "服务不好", "你们真行，又扣我积分", "好好处理我的投诉",
    "处理得怎么样了", "什么时候能处理好", "有什么好的礼品", "帮我换个好点的杯子",
    "我对处理不满意", "请帮我尽快处理投诉", "great, another delay, I want to complain",
    "great, where is my order", "nice, now redeem the mug", "your service is not good",
    "good morning, I want to complain", "I would love to redeem the mug", "what is the best gift",
    "I'm not happy with your service", "thanks for nothing", "is the service good",
    "my points are great in number, how many are they", "昨天那个小王服务特别好，想表扬一下",
    "服务很好，给五分", "your service is great, please pass my compliments on to the team",
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), STRAIGHT)
def test_clear_wish_is_acted_on(text: str, label: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label(label),)), found.why


@pytest.mark.parametrize("text", NEVER_THE_ACT)
def test_costly_wish_that_is_only_spoken_of_is_not_begun(text: str) -> None:
    found = understanding.understand(text)
    assert found.does is not Does.ACT or found.wishes[0] not in COSTLY, found


@pytest.mark.parametrize(("text", "label"), OTHERS_ANSWER)
def test_wish_that_others_answer_is_told_apart(text: str, label: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.NONE, (Label(label),))


@pytest.mark.parametrize("text", NO_WISH)
def test_words_without_a_wish_are_not_understood(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.NONE, ())


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "1", "😀", "а" * 10_000, "好" * 10_000])
def test_any_text_gets_an_answer(text: str) -> None:
    assert sum(understanding.understand(text).scores.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["我手机没了", "我手机不见了", "我的手机丢了", "I lost my phone"])
def test_whoever_has_lost_a_phone_is_never_sent_away(text: str) -> None:
    found = understanding.understand(text)
    assert found.does in (Does.ACT, Does.ASK) and found.wishes == (Label.LOST,)


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("手机找到了", Label.AGENT),
        ("解除挂失", Label.AGENT),
        ("I found my phone", Label.AGENT),
    ],
)
def test_what_is_to_be_undone_is_asked_about(text: str, leads_to: Label) -> None:
    found = understanding.understand(text)
    assert found.does in (Does.ASK, Does.ACT) and found.wishes == (leads_to,), found


WITHDRAWALS = [
    "撤销", "我要撤诉", "取消投诉", "把我的投诉撤了吧", "我不想投诉了，把我的投诉撤了吧",
    "可以撤销投诉吗", "请帮我把投诉20260002撤銷", "问题已经解决了，撤诉吧",
    "我上周为快递提的投诉，请撤销", "把投诉都撤了",
    "withdraw", "please take back my complaint", "I'd like to cancel my complaint",
    "can you take my complaint back?", "I don't want to complain anymore, please withdraw it",
]  # fmt: skip
NO_WITHDRAWALS = [
    "别撤销", "不撤销", "为什么撤销我的投诉", "你们把我的投诉撤销了", "我的投诉撤销了吗",
    "撤销会员", "撤销退订", "取消", "撤单", "以前楼下超市能积分，现在撤了",
    "don't withdraw my complaint",
    "why did you cancel my complaint", "withdraw me", "withdraw from the program", "cancel",
]  # fmt: skip


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_complaint_is_taken_back_in_own_words(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes, found.asks_how) == (Does.UNDO, (Label.COMPLAINT,), False)


@pytest.mark.parametrize("text", NO_WITHDRAWALS)
def test_words_that_only_sound_like_it_take_no_complaint_back(text: str) -> None:
    assert understanding.understand(text).does is not Does.UNDO


@pytest.mark.parametrize("text", ["怎么撤销投诉", "撤销？", "how do I withdraw my complaint"])
def test_question_how_to_take_a_complaint_back_is_known(text: str) -> None:
    assert understanding.understand(text).asks_how


@pytest.mark.parametrize(
    "text",
    [
        *(
            "不要退订",
            "退订怎么办",
            "为什么不发短信给我",
            "再发一遍短信",
            "别停",
            "TD 不要",
            "别撤销",
        ),
        *("don't stop the texts", "I can't stop laughing", "stop sending me gifts"),
        *("no agent please", "RG 不要", "no human needed", "不要人工", "I don't want an agent"),
        *("手机没丢", "我的手机没丢", "My phone is not lost", "I didn't lose my phone"),
    ],
)
def test_what_is_denied_or_asked_is_not_acted_on(text: str) -> None:
    found = understanding.understand(text)
    unwanted = {Label.STOP, Label.AGENT, Label.LOST}
    assert found.does is not Does.ACT or found.wishes[0] not in unwanted, found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("不要再给我发短信了", Label.STOP),
        ("stop sending me texts", Label.STOP),
        ("我要转人工", Label.AGENT),
        ("I want to talk to an agent", Label.AGENT),
        ("no agent answered me", Label.AGENT),
    ],
)
def test_plain_wish_is_still_acted_on(text: str, label: Label) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (label,))


@pytest.mark.parametrize("text", PAST)
def test_what_has_become_of_points_is_looked_up(text: str) -> None:
    """With an amount and a receiver the words would open the transfer at its code."""
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.HISTORY,)), found
    heard_badly = understanding.understand(text, confidence=0.3)
    assert (heard_badly.does, heard_badly.wishes) == (Does.ASK, (Label.HISTORY,))


@pytest.mark.parametrize(("text", "label"), NOT_PAST)
def test_wish_beside_an_earlier_time_is_still_one(text: str, label: str) -> None:
    found = understanding.understand(text)
    assert found.does is not Does.NONE and found.wishes[0] is Label(label), found


def test_spoken_costly_wish_is_asked_back() -> None:
    words = "我手机丢了帮我挂失"
    assert understanding.understand(words).does is Does.ACT
    assert understanding.understand(words, confidence=0.95).does is Does.ASK
    assert understanding.understand("我有多少积分", confidence=0.95).does is Does.ACT
    assert understanding.understand("我有多少积分", confidence=0.3).does is Does.ASK


@pytest.mark.parametrize(
    ("text", "number"),
    [("换50元话费", "50"), ("我想换1,000分的", "1000"), ("redeem 20 yuan of credit", "20"),
     ("要2号和3号", ""), ("换话费", ""), ("打13800000002", ""), ("１００元", "100")],
)  # fmt: skip
def test_amount_is_taken_along(text: str, number: str) -> None:
    assert understanding.amount_in(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("换2号", "2"), ("gift 3 please", "3"), ("要2号和3号", ""), ("用3000分换2号", "2"),
     ("三千分能换什么", ""), ("3000积分能换啥", ""), ("3千分能换什么", ""), ("500块的礼品", ""),
     ("what can i get for 3000 points", ""), ("gifts for 2k points", "")],
)  # fmt: skip
def test_amount_is_no_number_of_a_gift(text: str, number: str) -> None:
    assert understanding.number_in(text) == number


@pytest.mark.parametrize(
    ("amount", "points"),
    [("2万分", "20000"), ("5百积分", "500"), ("2千分", "2000"), ("1k分", "1000"),
     ("２千分", "2000"), ("2 千 分", "2000"), ("1.5万分", "15000"), ("1万2", "12000"),
     ("3w分", "30000"), ("2千5百分", "2500"), ("2千五", "2500"), ("两千五", "2500"),
     ("一万分", "10000"), ("1k points", "1000"), ("1.5k", "1500"), ("2 thousand points", "2000"),
     ("2.5 thousand points", "2500"), ("2 thousand five hundred", "2500"),
     ("two thousand five hundred and fifty points", "2550"), ("5 hundred points", "500"),
     ("2,000 points", "2000"), ("two thousand", "2000"), ("20分", "20")],
)  # fmt: skip
def test_number_is_read_with_what_makes_more_of_it(amount: str, points: str) -> None:
    assert understanding.transfer_in(gift_of(amount)) == f"13800000002 {points}"


@pytest.mark.parametrize(
    "amount",
    ["几百分", "两三百分", "五六百分", "5、6百分", "2千多分", "500多分", "1.2345k分", "一千多分",
     "a couple hundred points", "a few thousand points", "two or three hundred points",
     "500 or 600 points", "500 points or so", "half a thousand points",
     "2 and a half thousand points"],
)  # fmt: skip
def test_vague_amount_is_asked_for(amount: str) -> None:
    assert understanding.transfer_in(gift_of(amount)) == "13800000002"


def gift_of(amount: str) -> str:
    sentence = "give {} to 13800000002" if amount.isascii() else "送{}给13800000002"
    return sentence.format(amount)


@pytest.mark.parametrize(
    ("text", "number"),
    [("换五十块钱话费", "50"), ("拿一千分换话费", "1000"), ("redeem twenty yuan of credit", "20"),
     ("积分都换成话费", "all"), ("全部换话费", "all"), ("turn all my points into credit", "all"),
     ("redeem everything for credit", "all"), ("换话费", ""), ("我都说了换话费", ""),
     ("我十分想换话费", ""), ("咱们一块换话费", ""), ("打百分之十的折换话费", ""),
     ("换十块钱话费", "10"), ("换一块钱话费", "1"), ("十分钟换话费", ""),
     ("换2百元话费", "200"), ("换1百块话费", "100"), ("换两三百元话费", "")],
)  # fmt: skip
def test_amount_in_words_or_all_is_taken_along(text: str, number: str) -> None:
    assert understanding.amount_in(text) == number


@pytest.mark.parametrize(
    ("text", "gigabytes"),
    [
        ("换1G流量", "1"),
        ("兑两个G", "2"),
        ("get me 1 GB", "1"),
        ("换500M", "0.5"),
        ("来1024M流量", "1"),
        ("换5百兆", "0.5"),
        ("500M还是1000M", ""),
        ("换1.5G流量", ""),
        ("换半个G", ""),
        ("换1个半G", ""),
        ("换一G半", ""),
        ("1 and a half gigs", ""),
        ("1 gig and a half", ""),
    ],
)
def test_gigabytes_are_taken_along(text: str, gigabytes: str) -> None:
    assert understanding.gigabytes_in(text) == gigabytes


@pytest.mark.parametrize(
    ("text", "transfer"),
    [
        ("转500分给13800000002", "13800000002 500"),
        ("给138-0000-0002转五百分", "13800000002 500"),
        ("send 500 points to +86 138 0000 0002", "13800000002 500"),
        ("send five hundred points to my wife", " 500"),
        ("把积分都转给13800000002", "13800000002 all"),
        ("给幺三八零零零零零零零二送一百分", "13800000002 100"),
        ("送积分给13800000002", "13800000002"),
        ("转500分给13800000002或者13800000003", " 500"),
        ("送积分给我妈", ""),
        ("give points", ""),
    ],
)
def test_receiver_and_amount_are_taken_along(text: str, transfer: str) -> None:
    assert understanding.transfer_in(text) == transfer


@pytest.mark.parametrize(
    ("text", "reference"),
    [("查订单20260001", "20260001"), ("where is order gz-2026000111?", "GZ-2026000111"),
     ("查我的订单", ""), ("13800000002的订单", ""), ("order 12", "")],
)  # fmt: skip
def test_reference_is_taken_along(text: str, reference: str) -> None:
    assert understanding.reference_in(text) == reference


def test_weights_are_trained_from_this_corpus() -> None:
    assert trained().corpus == corpus_hash(), "the corpus has changed: run `make train`"


@pytest.mark.parametrize("file", evaluate.SPOKEN_BY_MEMBERS)
def test_phrases_that_were_not_trained_on_are_understood(file: str) -> None:
    everyone = evaluate.judged(file)
    wishes = [each for each in everyone if each.is_wish]
    others = [each for each in everyone if not each.is_wish]
    assert evaluate.share(wishes, "is_found") >= 0.95
    assert evaluate.share(wishes, "is_right") >= 0.85
    assert evaluate.share(others, "is_silent") >= 0.90
    assert not [each for each in everyone if each.is_costly_error]


def test_no_wish_that_is_only_spoken_of_is_begun() -> None:
    assert not [each for each in evaluate.judged("not_the_act.tsv") if each.is_begun]


@pytest.mark.parametrize(("text", "label"), INSTEAD)
def test_what_is_wanted_instead_is_done(text: str, label: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label(label),)), found


@pytest.mark.parametrize("text", NOT_INSTEAD)
def test_clause_beside_a_refusal_begins_nothing(text: str) -> None:
    found = understanding.understand(text)
    assert found.does is not Does.ACT, found


@pytest.mark.parametrize("text", ["别说了，挂一下", "挂一下"])
def test_one_likely_wish_is_asked_about_alone(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ASK, (Label.LOST,)), found


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_no_wish(text: str) -> None:
    found = understanding.understand(text)
    assert found.praises and (found.does, found.wishes) == (Does.NONE, ()), found


@pytest.mark.parametrize("text", NO_PRAISE)
def test_words_that_want_something_or_grumble_praise_nothing(text: str) -> None:
    assert not understanding.understand(text).praises


def test_no_held_out_phrase_is_in_the_corpus() -> None:
    assert evaluate.shared_with_the_corpus() == set()


NOTICES = [
    "重新打开提醒", "恢复到期提醒", "关掉提醒短信", "别给我发到期提醒", "关掉到期提醒",
    "關掉到期提醒",    "打开等级提醒", "等级变动提醒不要了", "到期短信别发了", "提醒短信",
    "expiry texts off", "turn off expiry reminders", "stop the expiry reminders",
    "tier notices off", "turn tier notices back on", "turn on reminders",
    "stop reminding me about expiring points", "unsubscribe from the reminders",
    "subscribe to expiry reminders",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTICES)
def test_words_about_notices_are_none_about_marketing(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) == (Does.ACT, (Label.NOTICES,)), found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("打开优惠提醒", "subscribe"), ("恢复促销短信", "subscribe"), ("订阅", "subscribe"),
        ("turn the offers back on", "subscribe"), ("别再给我发广告短信了", "stop"),
        ("unsubscribe", "stop"),
    ],
)  # fmt: skip
def test_words_about_marketing_still_are(text: str, label: str) -> None:
    found = understanding.understand(text)
    assert label in found.wishes and Label.NOTICES not in found.wishes, found


@pytest.mark.parametrize(
    "text", ["积分到期提醒要，广告不要", "keep the reminders on, stop the ads"]
)
def test_marketing_beside_notices_keeps_the_notices(text: str) -> None:
    found = understanding.understand(text)
    assert found.wishes[0] is Label.STOP, found


@pytest.mark.parametrize(
    "text",
    ["继续", "怎么恢复", "恢复", "重发", "重新打开", "再来一次", "continue", "resume", "resend",
     "turn it back on", "start again", "I want it back"],
)  # fmt: skip
def test_words_that_name_no_marketing_subscribe_to_none(text: str) -> None:
    found = understanding.understand(text)
    assert Label.SUBSCRIBE not in (*found.wishes, *found.nearest), found


@pytest.mark.parametrize(
    ("text", "does", "wishes"),
    [
        ("充50块话费", Does.ASK, ["credit"]), ("充30块话费", Does.ASK, ["credit"]),
        ("话费充二十元", Does.ASK, ["credit"]), ("top up 50 yuan", Does.ASK, ["credit"]),
        ("我要解挂", Does.ASK, ["agent"]), ("解冻", Does.ASK, ["agent"]),
        ("为什么冻结", Does.ASK, ["agent"]), ("账户为什么被冻结了", Does.ASK, ["agent"]),
        ("why is my account frozen", Does.ASK, ["agent"]),
        ("unfreeze my account", Does.ASK, ["agent"]),
        ("什么时候过期", Does.ACT, ["balance"]), ("那什么时候到期", Does.ACT, ["balance"]),
        ("when will they expire", Does.ACT, ["balance"]),
        ("我不会弄，你给我打个电话吧", Does.ACT, ["agent"]), ("给我回个电话", Does.ACT, ["agent"]),
        ("please call me", Does.ACT, ["agent"]), ("give me a ring", Does.ACT, ["agent"]),
        ("what's my status", Does.OFFER, ["tier", "status"]),
        ("我的状态是什么", Does.OFFER, ["tier", "status"]),
        ("how do i earn points", Does.NONE, []), ("怎么赚积分", Does.NONE, []),
        ("没了？", Does.NONE, []), ("gone?", Does.NONE, []),
        ("我的航空里程到了吗", Does.OFFER, ["history", "complaint"]),
        ("did my miles arrive", Does.OFFER, ["history", "complaint"]),
        ("not credit, but data", Does.ACT, ["data"]),
    ],
)  # fmt: skip
def test_short_words_mean_one_thing(text: str, does: Does, wishes: list[str]) -> None:
    found = understanding.understand(text)
    assert (found.does, [*found.wishes]) == (does, wishes), found


@pytest.mark.parametrize(
    "text", ["别给我打电话", "你们给我打电话了吗", "don't call me", "who called me"]
)
def test_words_that_want_no_call_ask_for_none(text: str) -> None:
    found = understanding.understand(text)
    assert (found.does, found.wishes) != (Does.ACT, (Label.AGENT,)), found
