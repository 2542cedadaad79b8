"""Whether words say that the PIN is forgotten."""

from __future__ import annotations

import re
import unicodedata

from flows.language.simplified import simplified
from flows.language.understanding.features import CHARS_MAX

FORGOTTEN = "forgotten"
"""What follows the wish for the PIN in the words of whoever has forgotten it."""
_SAYS_SO = re.compile(
    r"忘|[不没].{0,2}(记得|记住)|[记想]不[得起清住]|不知道"
    r"|FORG[OE]T|(DO|CA|COULD)(N'?T| ?NOT) (REMEMBER|RECALL)|NO IDEA|RESET"
)
_DENIES_IT = re.compile(r"(没有?|别|不要|不会)忘|(DID|HAVE|DO)(N'?T| ?NOT) FORG|(NOT|NEVER) FORG")


def is_forgotten(text: str) -> bool:
    """Whether `text`, about the PIN, says that it is forgotten or is to be reset."""
    said = simplified(unicodedata.normalize("NFKC", text[:CHARS_MAX]).upper().replace("’", "'"))
    return bool(_SAYS_SO.search(said)) and not _DENIES_IT.search(said)
