"""What goes wrong on a page without being seen."""

import re

from playwright.sync_api import ConsoleMessage, Page

BLOCKED = re.compile("Content Security Policy|integrity")


def note_failures(page: Page, failures: list[str]) -> None:
    """Script errors, and what the content security policy or an integrity has blocked."""

    def said(message: ConsoleMessage) -> None:
        if BLOCKED.search(message.text):
            failures.append(message.text)

    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", said)
