"""Exceptions of the desk; the root of the tree is in core.kernel.errors.

NotAllowed
└── TooLong                       chars_max: how many characters of the words fit into a text
"""

from core.kernel import NotAllowed


class TooLong(NotAllowed):
    def __init__(self, chars_max: int) -> None:
        super().__init__("too_long")
        self.chars_max = chars_max
