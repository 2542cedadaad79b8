"""What is blanked in words that are kept for whoever improves the understanding of free words."""

from pathlib import Path

import pytest

from flows.language import understanding

BLANKED = [
    ("转500分给13800000002", "转0分给0"),
    ("我的卡号是 6222-0200 1234", "我的卡号是 0"),
    ("验证码482913不对啊", "验证码0不对啊"),
    ("一三八零零零零零零零一", ""),
    ("密码是幺三五七九零", "密码是0"),
    ("把积分送给王秀英", "把积分送给□"),
    ("我叫欧阳铁柱", "我叫□"),
    ("帮我找下张建国先生", "帮我找下□先生"),
    ("寄到杭州市西湖区文三路478号2单元301室", "□"),
    ("mail me at lin.fang@example.com please", "mail me at □ please"),
    ("send it to Siobhan Kowalczyk", "send it to □"),
    ("my order to 22 Maple Leaf Street please", "my order to □ please"),
    ("code is one three five seven nine oh", "code is 0"),
    ("see www.example.com/a?b=1", "see □"),
    ("ＪＦ　ＢＡＬ", "jf bal"),
    ("привет", ""),
    ("😀 12345", ""),
    ("一、三、五、七、九、零", ""),
    ("密码一 三 五 七 九 零", "密码0"),
    ("密码 one, three, five, seven", "密码 0"),
    ("code one,three,five,seven,nine,oh", "code 0"),
    ("密码一\u200b三\u200b五\u200b七", "密码0"),
    ("壹叁伍柒玖零", ""),
    ("密码贰肆陸捌", "密码0"),
    ("密码1三5七9零", "密码0"),
    ("陳秀英的积分", "□的积分"),
    ("我是陳秀英", "我是□"),
    ("劉德華", ""),
    ("張偉", ""),
    ("王芳的积分呢", "□的积分呢"),
    ("积分给李红的", "积分给□的"),
    ("朝阳区望京街道", ""),
    ("积分寄到朝阳区望京街道", "积分寄□"),
    ("北京市的积分", "□的积分"),
    ("浙江省", ""),
    ("寄到文三路", "寄□"),
    ("中关村", ""),
    ("幸福小区", ""),
    ("苍南县灵溪镇", ""),
    ("我老婆丹丹", "我老婆□"),
    ("妈妈李红", "妈妈□"),
    ("我妈妈李红的积分", "我妈妈□的积分"),
    ("给我老公建国换话费", "给我老公□换话费"),
    ("=积分", "积分"),
    ("@积分", "积分"),
    ('"积分', "积分"),
    ("'=+-积分", "积分"),
    ("“我的积分”", "我的积分"),
    ("+积分", "积分"),
]
SENTENCES = [
    line.split("\t")
    for line in Path(__file__).with_name("blanking.tsv").read_text(encoding="utf-8").splitlines()
]
"""language, sentence, what of it is personal, with commas; "" for an ordinary one."""
KEPT = ["我有多少分", "积分还能换啥", "where are my points", "投诉了没人理我", "给我换话费"]


@pytest.mark.parametrize(("text", "kept"), BLANKED)
def test_what_identifies_anybody_is_blanked(text: str, kept: str) -> None:
    found = understanding.blanked(text, 60)
    assert found == kept or (kept == "□" and found == ""), found


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_words_are_kept(text: str) -> None:
    assert understanding.blanked(text, 60) == text


@pytest.mark.parametrize("text", ["", "好" * 10_000, "a" * 10_000, "\x00积分\x1b", "0" * 500])
def test_any_text_is_bounded(text: str) -> None:
    assert len(understanding.blanked(text, 60)) <= 60
    assert understanding.blanked(text, 60).isprintable()


@pytest.mark.parametrize(("language", "text", "personal"), SENTENCES)
def test_only_what_is_personal_is_blanked(language: str, text: str, personal: str) -> None:
    found = understanding.blanked(text, 60)
    secrets = [each for each in personal.lower().split(",") if each]
    assert not any(each in found for each in secrets), found
    assert secrets or found == text.lower(), found
