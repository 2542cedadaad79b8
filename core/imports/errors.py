"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── BadRow                        of an imported file: why, in a sentence
├── BadFile                       that cannot be imported at all
└── ImportUnderWay                another process imports the same file
"""

from core.kernel import HotlineError


class BadRow(HotlineError):
    pass


class BadFile(HotlineError):
    pass


class ImportUnderWay(HotlineError):
    pass
