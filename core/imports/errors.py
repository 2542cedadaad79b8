"""Exceptions of this room; the root of the tree is in core.kernel.errors.

HotlineError
├── BadRow                a row is rejected; the message says why
├── BadFile               the file cannot be read, or its columns are not those of an import
└── ImportUnderWay        another process imports the same file
"""

from core.kernel import HotlineError


class BadRow(HotlineError):
    pass


class BadFile(HotlineError):
    pass


class ImportUnderWay(HotlineError):
    pass
