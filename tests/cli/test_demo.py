"""`hotline demo`, as a person or a script starts it."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

ITS_OWN = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT")


def test_the_address_is_said_when_something_listens_there(tmp_path: Path) -> None:
    """Whoever reads it may call at once."""
    demo = subprocess.Popen(
        [sys.executable, "-m", "hotline", "demo", "--port", "0"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in ITS_OWN},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout
    try:
        lines = iter(demo.stdout.readline, "")
        address = next(found for line in lines if (found := re.search(r"is on (\S+)", line)))
        with urllib.request.urlopen(f"{address.group(1)}healthz", timeout=10) as answer:
            assert answer.status == 200
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(20)
        demo.stdout.close()
