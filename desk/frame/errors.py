"""Exceptions of the desk; the root of the tree is in core.kernel.errors.

NotAllowed
└── TooLong                       most: so many characters of these words fit into a text
"""

from core.kernel import NotAllowed


class TooLong(NotAllowed):
    def __init__(self, most: int) -> None:
        super().__init__("too_long")
        self.most = most
