"""Answers SIP calls on this machine, each with a thread in which the hotline is called.

Every call of PJSIP's functions is made by the thread that runs the server: others hand it what is
to be done."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import pjsua2 as pj

from core.members import phone_numbers, profiles
from phone.carrier import Carrier
from phone.sip.conversation import converse
from phone.sip.sip_call import SipCall
from phone.sip.sounds import Sounds

LOOPBACK = "127.0.0.1"
CODEC = "PCMU"
POLL_MILLISECONDS = 10
FIRST_CODEC, NO_CODEC = 255, 0  # priorities


class PortTaken(OSError):
    """Another program has the UDP port."""


class SipServer:
    """`say`: told in words of calls that begin and end."""

    def __init__(self, carrier: Carrier, sounds: Sounds, say: Callable[[str], None]) -> None:
        self._carrier = carrier
        self._sounds = sounds
        self._say = say
        self._calls: dict[SipCall, threading.Thread] = {}
        self._to_do: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._ends = False

    def serve(self, port: int, started: Callable[[], None]) -> None:
        """Answer calls until `stop`. Afterwards no call, no thread and no socket is left."""
        with _endpoint(port) as endpoint:
            account = _Account(self._ring)
            account.open(port)
            started()
            while not self._ends:
                self._work(endpoint)
            self._end_calls()
            while self._calls:
                self._work(endpoint)
            account.shutdown()

    def stop(self) -> None:
        self._ends = True

    def _end_calls(self) -> None:
        for call in self._calls:
            call.line.hang_up()
            call.close()

    def _work(self, endpoint: Any) -> None:
        endpoint.libHandleEvents(POLL_MILLISECONDS)
        while not self._to_do.empty():
            self._to_do.get()()
        for call, thread in list(self._calls.items()):
            if not thread.is_alive() and not call.isActive():
                thread.join()
                del self._calls[call]

    def _ring(self, account: Any, call_id: int) -> None:
        call = SipCall(account, call_id, self._tell_of_end)
        number = phone_numbers.number_to_look_up(call.caller)
        self._say(f"{profiles.masked(number)} calls")
        call.ring()
        thread = threading.Thread(target=self._converse, args=(call, number))
        self._calls[call] = thread
        thread.start()

    def _converse(self, call: SipCall, number: str) -> None:
        try:
            dialled = self._carrier.dial(number)
            self._to_do.put(call.accept)
            converse(call.line, self._sounds, dialled)
        finally:
            self._to_do.put(call.close)

    def _tell_of_end(self, call: SipCall) -> None:
        seconds = call.getInfo().connectDuration.sec
        self._say(f"a call has ended after {seconds} s")


class _Account(pj.Account):  # type: ignore[misc]
    """Who is called: anybody at the address of the server."""

    def __init__(self, ring: Callable[[Any, int], None]) -> None:
        super().__init__()
        self._ring = ring

    def open(self, port: int) -> None:
        config = pj.AccountConfig()
        config.idUri = f"sip:hotline@{LOOPBACK}:{port}"
        config.mediaConfig.transportConfig.boundAddress = LOOPBACK
        self.create(config)

    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802
        self._ring(self, prm.callId)


@contextmanager
def _endpoint(port: int) -> Iterator[Any]:
    _check_free(port)
    endpoint = pj.Endpoint()
    with _quiet():
        endpoint.libCreate()
    try:
        endpoint.libInit(_configuration())
        endpoint.audDevManager().setNullDev()  # this machine's own sound is not used
        for codec in endpoint.codecEnum2():
            is_ours = codec.codecId.startswith(CODEC)
            endpoint.codecSetPriority(codec.codecId, FIRST_CODEC if is_ours else NO_CODEC)
        transport = pj.TransportConfig()
        transport.boundAddress, transport.port = LOOPBACK, port
        endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
        endpoint.libStart()
        yield endpoint
    finally:
        endpoint.libDestroy()


def _configuration() -> Any:
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0  # its work is done in libHandleEvents
    config.uaConfig.mainThreadOnly = True
    config.logConfig.level = config.logConfig.consoleLevel = 0  # it would print whole numbers
    config.medConfig.clockRate = config.medConfig.sndClockRate = 8_000
    config.medConfig.noVad = True  # silence is sent, too
    config.medConfig.ecTailLen = 0  # without this machine's sound there is no echo
    return config


def _check_free(port: int) -> None:
    """PJSIP would share the port with a program that lets it. Raises PortTaken."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError as problem:
            raise PortTaken from problem


@contextmanager
def _quiet() -> Iterator[None]:
    """PJSIP prints until it has its configuration."""
    sys.stdout.flush()
    stdout, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    try:
        yield
    finally:
        os.dup2(stdout, 1)
        os.close(stdout)
        os.close(nothing)
