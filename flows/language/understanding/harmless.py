"""Which words and characters tell nobody apart, and may be kept of what a member wrote.

Those that the corpus has, and ordinary English ones, except the names among them; and Chinese
characters that no name is usually made of.
"""

from __future__ import annotations

from functools import cache

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from flows.language.understanding.classifier import trained

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞刚桂玉萍红燕辉鹏飞波斌宇浩凯健俊帆雪琳欣怡佳嘉慧丹建国"
    "志文海春梅华平云珍荣琴凤美莲莉宁博涵轩泽梓晨阳洁婷倩颖瑞祥德福贵财宝庆世永光昌盛亮晶莹雅诗梦思雨"
    "岩峰峻毅豪翔彦祖伦爽玲丹铁柱彬彪淑芬菊香兴旺栋良忠义礼智信仁康宏达振邦家豪冰倩妮娇媛菲薇"
)
_NAME_CHARS = frozenset(SURNAMES + _GIVEN)
_WORDS_MOST, _NAMES_MOST = 12_000, 300
_PINYIN_SURNAMES = (
    "wang zhang chen liu huang zhao zhou zhu guo luo liang zheng xie deng peng zeng cai jiang feng"
)
_NO_NAMES = frozenset({"bill", "mark", "max", "will", "rich"})


def is_harmless_word(word: str, *, is_capitalised: bool) -> bool:
    """`word`: a Latin one in lower case. is_capitalised: within a sentence, as names are."""
    if word in _first_names():
        return False
    if f"w{word}" in trained().wish.by_feature:
        return True
    return word in _english() and not is_capitalised


def is_harmless_char(char: str) -> bool:
    """Whether a Chinese character, whatever stands beside it, is one of no name."""
    return f"c{char}" in trained().wish.by_feature and char not in _NAME_CHARS


def are_known(chars: str) -> bool:
    """Whether the corpus has these two or three characters side by side."""
    return f"c{chars}" in trained().wish.by_feature


@cache
def _english() -> frozenset[str]:
    """The words of films and of an encyclopedia that are more frequent there than as names."""
    lists = (FREQUENCY_LISTS["english_wikipedia"], FREQUENCY_LISTS["us_tv_and_film"])
    return frozenset(word for each in lists for word in each[:_WORDS_MOST])


@cache
def _first_names() -> frozenset[str]:
    lists = (FREQUENCY_LISTS["male_names"], FREQUENCY_LISTS["female_names"])
    names = {word for each in lists for word in each[:_NAMES_MOST]}
    return frozenset((names | {*_PINYIN_SURNAMES.split()}) - _NO_NAMES)
