"""Questions whether a wish is possible, and on what terms: "积分能送给没入会的人吗",
"can points be sent abroad".

Who asks politely for a thing ("能帮我换个耳机吗", "can I redeem the earphones") wants it.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_SHOWS = frozenset({Label.REDEEM, Label.CREDIT, Label.DATA, Label.EXCHANGE})
"""Wishes whose dialogues begin with what there is, which answers some of the questions."""
_NUMBER_ZH = r"\d|[一两二三四五六七八九十百千]+(?:块|元|分(?!钟)|个?g)"
_POLITE_ZH = (
    "[帮替]我|给我(?![老妈爸儿女家朋妻媳爷奶哥姐弟妹孙的])|帮忙|麻烦|请(?!问)|拜托"
    "|我(?:现在)?(?:想(?!问|知道|了解|咨询)|要(?!是)|能|可以|需要)"
)
_HAPPENED_ZH = "[丢忘偷漏坏碎落]|不[见对]|重新|先[停锁冻]|没[了积到有收给记]|记不|想不起|少了|找不"
_WANTS_ZH = f"{_POLITE_ZH}|{_HAPPENED_ZH}"
_ANYBODY_ZH = (
    "没有?入会|非会员|不是会员|(?:别|家|任何|所有|旁|外|陌生)人|别的|其他|外[地省国]|国外|异地|跨[省网]"
    "|移动|联通|电信|亲戚|任何|所有|匿名|实名|本人|身份证|现金|[四六八]位|字母|生日|自己"
)
_CAN_ZH = "能不能|可不可以|能否|可否"
_ENDS_ASKING_ZH = r"[吗么嘛不没]\W*$"
_AFTER_ZH = r"(?:退会|注销|挂失|停机|订阅|投诉|[换兑送转改付退]\w{0,3})(?:了|过|以后|之后|后)"
_POLITE_EN = (
    r"\b(?:please|pls|kindly|for me|help me|i want|i need|i'?d like|i would like|would you"
    r"|could you|can you|i lost|lost my|i forgot|forgot(?:ten)? my|was stolen|is gone|is missing"
    r"|didn'?t|haven'?t)\b"
)
_CLAUSE_EN = r"(?:^\W*|[,.;?!] ?|\b(?:and|so|or) )"
_OURS_EN = (
    r"(?:points|gifts?|complaints?|miles|data|credit|refunds|purchases|(?:the|a|an|my) \w+"
    r"|redeemed \w+|marketing|giving|reporting|it|they)"
)
_FAMILY_EN = "my (?:wife|husband|son|daughter|mother|father|mum|mom|dad|family|friend)"
_ANYBODY_EN = "(?:non-?members?|someone|somebody|anyone|anybody|people|two|one|both|old)"
_MORE_EN = (
    r"\b(?:back|partly|half|later|abroad|overseas|without|anonymous(?:ly)?|anyone|anybody"
    r"|(?:somebody|someone) else'?s|strangers?|non-?members?|isn'?t|aren'?t|not|myself|if|after"
    r"|before|instead of|in (?:a |the |your )?(?:shop|store|person)|more than|less than|as often"
    r"|\w+'s points|any number|letters|on behalf|different|still|old|last year)\b"
)

_possible = partial(reading, Meaning.ASKED)

POSSIBLE = (
    _possible(
        "whether it can be, of anybody", COSTLY, ZH,
        rf"(?=.*(?:{_ANYBODY_ZH}))"
        rf"(?:{_CAN_ZH}|是否|(?:能|可以|会|得|行|支持|算|允许).*{_ENDS_ASKING_ZH})",
        "能不能把积分送给没入会的人", unless=f"{_POLITE_ZH}|{_NUMBER_ZH}",
    ),
    _possible(
        "whether it can be", COSTLY - _SHOWS, ZH,
        rf"{_CAN_ZH}|(?:能|可以|得|行|支持|允许)(?!.*(?:不?行|可以)吗).*{_ENDS_ASKING_ZH}",
        "密码能不能用生日", unless=f"{_WANTS_ZH}|{_NUMBER_ZH}",
    ),
    _possible(
        "whether it is so", COSTLY, ZH,
        r"是否|会不会|是不是|要不要(?!钱)|用不用|需不需要|算不算|会(?!员).{1,8}[吗么嘛]\W*$"
        r"|[要用需得]\w{1,6}不\W*$|有没有(?:限|次|上|期|时|最|违|手|什么条)",
        "积分充话费会不会打折扣", unless=_WANTS_ZH,
    ),
    _possible(
        "on what terms", COSTLY, ZH,
        r"(?:多少|几)个?(?:次|位|月|年|天|小时)|最[多少低高]|至少|期限|限[制额时]|上限|下限|条件|规[定则]|凭证|材料|手续(?!费?全)"
        r"|什么时候(?:能|可以|到)|多长时间",
        "密码输错几次会锁", unless=_WANTS_ZH,
    ),
    _possible(
        "what follows", COSTLY, ZH,
        rf"{_AFTER_ZH}[^,。]{{0,12}}?(?:还|会|能|怎么|多久|多少|在不在|可以|算|有没有)"
        r"[^,。]*(?:[吗么呢不没样办]\W*$|[?？])",
        "退会了积分还在吗", unless=f"{_POLITE_ZH}|再[换兑]",
    ),
    _possible(
        "whether it can be", COSTLY, EN,
        r"\bis it (?:possible|allowed|true|ok|okay|free|necessary)\b|\bam i allowed\b"
        rf"|{_CLAUSE_EN}(?:is|are) {_OURS_EN}\b|{_CLAUSE_EN}(?:do|does) {_OURS_EN}\b"
        r"|\bdo you (?:allow|accept|let|ship|deliver|support|reply)\b"
        rf"|{_CLAUSE_EN}do i (?:need|lose|have to|get to|still)\b"
        rf"|\b(?:will|would) (?:i|{_OURS_EN}|freezing|leaving)\b",
        "is it possible to send points to another network", unless=_POLITE_EN,
    ),
    _possible(
        "whether anybody can", COSTLY, EN,
        rf"\b(?:can|could|may|should) (?:{_ANYBODY_EN}|(?!my\b){_OURS_EN})\b"
        rf"|\b(?:can|could) {_FAMILY_EN} (?:set|change|report|collect|reset|cancel|use|file"
        rf"|complain"
        r"|claim|redeem)\b",
        "can someone else change my PIN", unless=_POLITE_EN,
    ),
    _possible(
        "whether more can be had", COSTLY, EN,
        rf"\b(?:can|could|may) i\b.*{_MORE_EN}", "can I keep my points after cancelling",
        unless=r"\b(?:please|pls|i lost|lost my|forgot\w*|stolen)\b|\d{6}",
    ),
    _possible(
        "on what terms", COSTLY, EN,
        r"\bhow (?:many|much)\b.*\b(?:would|will|do|does|is|are|can|get|lock|need|buy)\b"
        r"|\bhow (?:often|far|quick(?:ly)?|fast|soon|long)\b|\b(?:is|are) there (?:a|any|some"
        r"|\w+s)\b"
        r".*\b(?:limits?|fees?|maximum|minimum|deadline|penalty|charges?|costs?|rules|conditions)\b"
        r"|\bwhat(?:'s| is| are) the (?:default|initial)\b"
        r"|\bwhat(?:'s| is| are) the (?:minimum|maximum|limits?|least|most|rules?|terms"
        r"|conditions?)\b",
        "how many wrong tries lock the PIN", unless=_POLITE_EN,
    ),
)  # fmt: skip
