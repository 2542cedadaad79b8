"""docs/adding-a-channel.md and docs/adding-a-dialogue.md do what they say: both are followed in a
copy of the repository, with the code that stands in them, and the tests that they write pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = (
    *(
        "core",
        "flows",
        "web",
        "ivr",
        "sms",
        "ussd",
        "desk",
        "api",
        "tmf",
        "phone",
        "jobs",
        "providers",
        "commands",
    ),
    *("migrations", "tests/support", "tests/web", "tests/flows"),
)
FILES = ("wsgi.py", "hotline.py", "pyproject.toml", "tests/conftest.py")
BLOCK = re.compile(r"^```(?:\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


class Copy:
    """A copy of the repository in `folder`. `touched`: the files that were changed or added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        unused = shutil.ignore_patterns("__pycache__", "*.wav", "*.mp3", "*.png")
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=unused)
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)

    def blocks(self, page: str) -> list[str]:
        return BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))

    def add(self, name: str, text: str) -> None:
        file = self.folder / name
        assert not file.exists()
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.touched.add(name)

    def edit(self, name: str, present: str, edited: str) -> None:
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert present in text, f"{name} has no {present}"
        file.write_text(text.replace(present, edited), encoding="utf-8")
        self.touched.add(name)

    def runs(self, *command: str) -> None:
        """Runs Python in the copy, and fails with what it has printed if that fails."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        environment.pop("PYTEST_XDIST_WORKER", None)
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_guide_to_a_channel_adds_one_in_six_files(copy: Copy) -> None:
    traits, channel, test = copy.blocks("adding-a-channel.md")
    channels = "flows/protocol/channels.py"
    copy.edit(channels, '    USSD = "ussd"\n', '    USSD = "ussd"\n    WHATSAPP = "whatsapp"\n')
    copy.edit(channels, "        Channel.VOICE: Chan", f"{traits}        Channel.VOICE: Chan")
    copy.add("whatsapp/__init__.py", '"""WhatsApp: Twilio\'s messaging webhooks."""\n')
    copy.add("whatsapp/channel.py", channel)
    copy.edit("wsgi.py", "SMS, USSD])", "SMS, USSD, WHATSAPP])")
    copy.edit(
        "wsgi.py",
        "from ussd.channel import USSD\n",
        "from ussd.channel import USSD\nfrom whatsapp.channel import WHATSAPP\n",
    )
    for present, edited in {
        '"ussd*", ': '"ussd*", "whatsapp*", ',
        '"ussd", "desk"': '"ussd", "whatsapp", "desk"',
        "ussd | desk": "ussd | whatsapp | desk",
    }.items():
        copy.edit("pyproject.toml", present, edited)
    copy.add("tests/web/test_whatsapp.py", test)
    assert len(copy.touched) == 6

    copy.runs("hotline.py", "flows", "check")
    copy.runs("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web/test_whatsapp.py")
    copy.runs("-m", "ruff", "format", "whatsapp", "tests/web/test_whatsapp.py", channels)
    copy.runs("-m", "ruff", "check", "--ignore", "I001", *sorted(copy.touched - {"pyproject.toml"}))


def test_the_guide_to_a_dialogue_adds_one_in_eight_files(copy: Copy) -> None:
    flow, words_zh, words_en, label_zh, label_en, test, *_ = copy.blocks("adding-a-dialogue.md")
    folder, menus = "flows/dialogues/partner_shops", "flows/dialogues/menus"
    copy.add(f"{folder}/__init__.py", '"""Where partner shops are."""\n')
    copy.add(f"{folder}/flow.py", flow)
    copy.add(f"{folder}/words.zh.ftl", words_zh)
    copy.add(f"{folder}/words.en.ftl", words_en)
    copy.edit(
        f"{menus}/flow.py",
        "from flows.dialogues.redeem",
        "from flows.dialogues.partner_shops.flow import PARTNER_SHOPS\nfrom flows.dialogues.redeem",
    )
    menu = (copy.folder / menus / "flow.py").read_text(encoding="utf-8")
    last = re.findall(r"^OTHER_MENU = menu\(.*?(?=\n?\))", menu, re.DOTALL | re.MULTILINE)[0]
    copy.edit(f"{menus}/flow.py", last, f"{last.rstrip(', ')}, shops=PARTNER_SHOPS")
    for language, label in (("zh", label_zh), ("en", label_en)):
        words = f"{menus}/words.{language}.ftl"
        text = (copy.folder / words).read_text(encoding="utf-8")
        copy.edit(words, text, f"{text}{label}")
    copy.add("tests/flows/dialogues/test_partner_shops.py", test)
    assert len(copy.touched) == 8

    copy.runs("hotline.py", "flows", "check")
    script = "tests/flows/dialogues/test_partner_shops.py"
    copy.runs("-m", "pytest", "-q", "-p", "no:cacheprovider", script)
