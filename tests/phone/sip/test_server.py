"""`hotline phone sip` as a program: what it refuses, prints and leaves behind."""

from __future__ import annotations

import re
import socket
import sys
from typing import Any

import psutil
import pytest
from click.testing import CliRunner
from sip_telephone import until

from hotline import main

MEMBER = "+8613800000001"
WAITS = {"/ivr/call": '<Pause length="600"/>'}


def test_ctrl_c_ends_calls_and_leaves_nothing(
    sip_server: Any, answering: Any, tmp_path: Any
) -> None:
    answering.answers(WAITS)
    with sip_server(answering.hotline.public_url, tmp_path) as server:
        with server.call(MEMBER) as telephone:
            telephone.hears(1)
            processes = psutil.Process(server.process.pid).children(recursive=True)
            printed = server.end()
            telephone.await_end()
        assert server.process.returncode == 0
        assert processes == []
        assert answering.forms("/ivr/status")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", server.port))
    begins, ends = printed.splitlines()[1:]
    assert begins == "138****0001 calls"
    assert re.fullmatch(r"a call has ended after \d+ s", ends)


def test_a_call_leaves_no_thread(answering: Any) -> None:
    answering.answers({"/ivr/call": '<Say language="cmn-CN">再见。</Say>'})
    process = psutil.Process(answering.server.process.pid)
    for _ in range(2):
        with answering.server.call(MEMBER) as telephone:
            telephone.hears(0.1)
            during = process.num_threads()
            telephone.await_end()
        until(lambda: process.num_threads() == during - 1, "ended")  # noqa: B023


def test_two_calls_at_once_are_two_conversations(answering: Any) -> None:
    gather = '<Gather numDigits="1" action="/ivr/next"><Pause length="30"/></Gather>'
    answering.answers({"/ivr/call": gather, "/ivr/next": "<Hangup/>"})
    with answering.server.call(MEMBER) as one, answering.server.call("+8613800000002") as two:
        for telephone, key in ((two, "2"), (one, "1")):
            telephone.hears(0.5)
            telephone.press(key)
            telephone.await_end()
    assert [(form["From"], form["Digits"]) for form in answering.forms("/ivr/next")] == [
        ("+8613800000002", "2"),
        (MEMBER, "1"),
    ]


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["phone", "sip", *arguments])


def test_a_taken_port_is_refused(answering: Any) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("0.0.0.0", 0))
        port = other.getsockname()[1]
        ran = run("--port", str(port), "--url", answering.hotline.public_url)
    assert (ran.exit_code, f"Error: UDP port {port} is taken" in ran.output) == (1, True)


def test_without_a_hotline_it_says_so() -> None:
    pytest.importorskip("pjsua2")
    ran = run("--url", "http://127.0.0.1:9")
    assert (ran.exit_code, "No hotline answers at" in ran.output) == (1, True)


def test_without_the_extra_it_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pjsua2", None)
    monkeypatch.delitem(sys.modules, "phone.sip.server", raising=False)
    ran = run()
    assert (ran.exit_code, "`make sip` installs the extra" in ran.output) == (1, True)
