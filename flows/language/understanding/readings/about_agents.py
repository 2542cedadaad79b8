"""Words about agents that call none: questions, what is put off, what is told of others or of the
past. They are asked about; an order ("找人工", "能帮我转人工吗", "get me a person") never is."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_PERSON_ZH = "人工|客服|真人|坐席|专员"
_PERSON_EN = (
    r"(?:agents?|humans?|operators?|representatives?|reps?|persons?|people"
    r"|someone|somebody)"
)
_FAMILY_ZH = "[爸妈爷奶儿弟妹姐哥父母]|老[公婆伴妈爸]|女儿|儿子|朋友|同事|邻居|同学|亲戚"
_ORDER_ZH = (
    "帮我|给我|替我|请(?!问)|麻烦|赶紧|快点|马上|我(?:现在|就)?(?:要|想)(?!是)(?![^,，。]*[吗么])"
    "|换一?[个位]|(?:能不能|可不可以|可以|能)(?:[帮给]我)?(?:转|接|找)"
)
_ORDER_EN = (
    r"\b(?:get|give|put|connect|transfer|pass|let|call) me\b"
    r"|\bi (?:really |still |just )?(?:want|need)\b|\bi(?:'d| would) (?:like|rather)\b"
    r"|\b(?:can|could|may) i (?:please )?(?:talk|speak|have|get)\b"
    r"|\bplease\b|\bpls\b"
)

_asked = partial(reading, Meaning.ASKED, wishes=[Label.AGENT])
_told = partial(reading, Meaning.TOLD, wishes=[Label.AGENT])

ABOUT_AGENTS = (
    _asked(
        "whether, why or how long", language=ZH,
        pattern=r"多久|多长时间|几分钟|多少人|前面(?:有|还)|要不要|该不该|用不用"
        r"|需不需要|会不会|是不是|有没有(?:用|必要|意义)"
        r"|一定[要得]|必须|非[要得]|(?:为什么|为啥|干嘛|凭什么)(?!.*[不没])|谁(?:要|说|想|让)"
        r"|(?:会|有|管)\w{0,4}(?:用|扣|解决|帮)\w{0,4}[吗么]",
        example="人工要等多久", unless=_ORDER_ZH,
    ),
    _asked(
        "whether, why or how long", language=EN,
        pattern=r"\bhow (?:long|many|busy|good)\b|\b(?:should|must|would) i\b"
        r"|\bdo i (?:have|need) to\b"
        r"|^\W*(?:is|are|will|would|does|do|has|have) (?:an?|the|your|any|all|real) ?(?:\w+ )?"
        rf"{_PERSON_EN}\b"
        r"|\bwhat (?:can|could|would|will|does)\b|\bis it worth\b",
        example="how long is the wait for an agent", unless=rf"{_ORDER_EN}|\b(?:machine|robot)\b",
    ),
    _asked(
        "another, who is not named", language=ZH,
        pattern=r"^(?:\W|等等|等一?下|不是[他她]?|不对|那|还是|我?[要想])*换(?:一?个)?人[吧了啊]*\W*$",
        example="换个人",
    ),
    _asked(
        "another, who is not named", language=EN,
        pattern=r"^(?:\W|no\b|wait\b|sorry\b|the\b|a\b)*(?:wrong|different) (?:person|one)\W*$",
        example="wrong person",
    ),
    _told(
        "put off", language=ZH,
        pattern=r"(?:等一?[会下]|待会|过一?会|一会|回头|晚[点些]|以后|改天|明天|下[次回]"
        r"|先[^,，。]{1,8}|不行)"
        rf"儿?[^,，。]{{0,3}}再[^,，。]{{0,4}}(?:{_PERSON_ZH})|没想好|考虑|想想|犹豫"
        rf"|(?:{_PERSON_ZH})先(?:等|放|缓|不急)",
        example="等会再找人工",
    ),
    _told(
        "put off", language=EN,
        pattern=r"\b(?:maybe|perhaps|might(?! i\b)|later|tomorrow|next time|another time"
        r"|some other time|not yet|not sure|if it comes to)\b",
        example="maybe i'll call an agent later",
        unless=r"\b(?:maybe|perhaps)\b.*\b(?:can|could|should)\b",
    ),
    _told(
        "of others", language=ZH,
        pattern=rf"(?<![帮给替])[我他她][们的家那]?(?:{_FAMILY_ZH})[^,，。我]{{0,6}}(?:{_PERSON_ZH})"
        rf"|^\W*[他她][^,，。我]{{0,6}}(?:{_PERSON_ZH})",
        example="我妈想找人工", unless="[帮给替]我|我要|我想",
    ),
    _told(
        "of others", language=EN,
        pattern=r"\b(?:my (?:mother|mum|mom|father|dad|wife|husband|son|daughter|friend"
        r"|neighbou?r|boss|brother|sister|colleague)|he|she|they) (?:\w+ )?"
        r"(?:wants?|needs?|asked|called|spoke|talked|wanted|had)\b",
        example="my mum wants an agent", unless=_ORDER_EN,
    ),
    _told(
        "of before", language=ZH,
        pattern=rf"(?:找|转|打|问|联系|聊|说|等|接)过[^,，。]{{0,6}}(?:{_PERSON_ZH})"
        rf"|(?:{_PERSON_ZH})[^,，。]{{0,8}}过了?\W*$"
        rf"|(?:已经?|刚才|刚刚|上次|昨天|之前)[^,，。]{{0,6}}(?:{_PERSON_ZH})[^,，。]{{0,8}}了?\W*$"
        rf"|(?:{_PERSON_ZH})[^,，。]{{0,6}}(?:态度|水平|素质|没用|不行|太差|真差|很差)",
        example="我已经找过人工了", unless=f"{_ORDER_ZH}|再[转找接]|断|挂|没人|没接|重新",
    ),
    _told(
        "of before", language=EN,
        pattern=r"\b(?:already|i|we|i'?ve|just|have) (?:\w+ )?"
        r"(?:spoke|spoken|talked|called|chatted)\b"
        rf"|\b{_PERSON_EN} (?:i spoke \w+ )?(?:was|were|are|is|did|said|told|helped"
        r"|sorted|fixed|solved)\b",
        example="i already spoke to an agent",
        unless=rf"{_ORDER_EN}|\b(?:again|another|cut off|dropped|hung up|no one|nobody|never)\b",
    ),
)  # fmt: skip
