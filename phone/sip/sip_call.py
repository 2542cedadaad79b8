"""One SIP call: its state, its media and its keys (RFC 2833), which it gives to a Line.

Everything here runs in the thread of the server, except for the frames of the two ports, which
PJSIP asks for in a thread of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pjsua2 as pj

from phone.sip.espeak import SAMPLE_BYTES
from phone.sip.line import Line
from phone.sip.samples import HEARD_RATE, RATE

FRAME_MICROSECONDS = 20_000
USER = re.compile(r"sips?:([^@;>]+)@")
ANONYMOUS = "anonymous"


class SipCall(pj.Call):  # type: ignore[misc]
    """`ended`: told once, when the call is over."""

    def __init__(self, account: Any, call_id: int, ended: Callable[[SipCall], None]) -> None:
        super().__init__(account, call_id)
        self.line = Line()
        self._ended = ended
        self._speaker = _Speaker(self.line)
        self._microphone = _Microphone(self.line)

    @property
    def caller(self) -> str:
        """The user part of the caller's address."""
        found = USER.search(self.getInfo().remoteUri)
        return str(found[1]) if found else ANONYMOUS

    def ring(self) -> None:
        self._answer(pj.PJSIP_SC_RINGING)

    def accept(self) -> None:
        with suppress(pj.Error):  # the caller has given up
            self._answer(pj.PJSIP_SC_OK)

    def close(self) -> None:
        with suppress(pj.Error):  # the caller has hung up
            self.hangup(pj.CallOpParam())

    def _answer(self, status: int) -> None:
        answer = pj.CallOpParam()
        answer.statusCode = status
        self.answer(answer)

    # Called by PJSIP

    def onCallState(self, prm: Any) -> None:  # noqa: N802
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.line.hang_up()
            self._ended(self)

    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802
        info = self.getInfo()  # its media are freed with it
        for place, media in enumerate(info.media):
            is_active = media.status == pj.PJSUA_CALL_MEDIA_ACTIVE
            if media.type == pj.PJMEDIA_TYPE_AUDIO and is_active:
                audio = self.getAudioMedia(place)
                self._speaker.startTransmit(audio)
                audio.startTransmit(self._microphone)

    def onDtmfDigit(self, prm: Any) -> None:  # noqa: N802
        self.line.press(prm.digit)


class _Speaker(pj.AudioMediaPort):  # type: ignore[misc]
    """What the caller hears."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.createPort("speaker", _format(RATE))

    def onFrameRequested(self, frame: Any) -> None:  # noqa: N802
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
        frame.buf = pj.ByteVector(self._line.next_sound(frame.size))


class _Microphone(pj.AudioMediaPort):  # type: ignore[misc]
    """What the caller says."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.createPort("microphone", _format(HEARD_RATE))

    def onFrameReceived(self, frame: Any) -> None:  # noqa: N802
        self._line.hear(bytes(frame.buf))


def _format(rate: int) -> Any:
    audio = pj.MediaFormatAudio()
    audio.type = pj.PJMEDIA_TYPE_AUDIO
    audio.clockRate = rate
    audio.channelCount = 1
    audio.bitsPerSample = 8 * SAMPLE_BYTES
    audio.frameTimeUsec = FRAME_MICROSECONDS
    return audio
