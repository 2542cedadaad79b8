"""Speech by eSpeak NG, whose library and data the package espeakng-loader brings."""

from __future__ import annotations

import ctypes
from functools import cache

import espeakng_loader

SAMPLE_RATE = 22_050
SAMPLE_BYTES = 2
VOICES = {"zh": "cmn", "en": "en-us"}
WORDS_A_MINUTE = {"zh": 210, "en": 145}
"""By language: eSpeak's setting for the normal speed. Over the sentences of the journeys these are
4.5 characters and 2.6 words a second, pauses between sentences included. People who read aloud say
5.2 syllables a second in Mandarin, pauses left out (Pellegrino, Coupé and Marsico, Language 87,
2011). The carrier's voices have no stated speed."""

_SYNCHRONOUS, _UTF8, _RATE = 2, 1, 1  # of speak_lib.h: AUDIO_OUTPUT_, espeakCHARS_, espeak
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    """The library has one state for the process: make one of these, and use it in one thread."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        if rate != SAMPLE_RATE:
            raise OSError(f"eSpeak NG does not start with its data: {rate}")
        self._samples = bytearray()
        self._receive = _CALLBACK(self._keep)  # kept, as the library goes on calling it
        self._library.espeak_SetSynthCallback(self._receive)

    def speak(self, text: str, language: str, rate: float) -> bytes:
        """16-bit samples, SAMPLE_RATE of them a second. `rate`: a share of the normal speed."""
        library = self._library
        if library.espeak_SetVoiceByName(VOICES[language].encode()):
            raise OSError(f"eSpeak NG has no voice for {language}")
        library.espeak_SetParameter(_RATE, round(WORDS_A_MINUTE[language] * rate), 0)
        self._samples.clear()
        encoded = text.encode()
        library.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, _UTF8, None, None)
        return bytes(self._samples)

    def _keep(self, samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count:
            self._samples += ctypes.string_at(samples, count * SAMPLE_BYTES)
        return 0  # go on


@cache
def espeak() -> Espeak:
    return Espeak()
