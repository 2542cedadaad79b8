"""A command that the environment does not let start says all that is wrong with it, at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from demo_command import refused

OF_BOTH = (
    "DATABASE_URL",
    "SECRET_KEY",
    "PUBLIC_URL",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "HOTLINE_NUMBER",
)


@pytest.mark.parametrize(
    ("command", "names"), [("serve", (*OF_BOTH, "REDIS_URL", "USSD_TOKEN")), ("worker", OF_BOTH)]
)
def test_all_that_is_missing_is_named_at_once(command: str, names: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hotline", command],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    heading, *problems = done.stderr.splitlines()
    assert heading.startswith("Error: Nothing was started, because of the environment")
    assert sorted(problems) == sorted(f"  {name} is missing" for name in names)


def test_demo_names_a_setting_that_is_malformed(tmp_path: Path) -> None:
    said = refused(tmp_path, "--port", "0", PUBLIC_URL="https://hotline.example/?a=b")
    assert "  PUBLIC_URL has a query" in said and "Traceback" not in said
