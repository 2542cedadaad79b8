"""Exceptions of this room."""

from core.kernel import HotlineError


class OpenBusiness(HotlineError):
    """The member has business that must be finished before the erasure. `counts`: how much of each
    kind there is, by its name in the plural."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__(", ".join(f"{count} {name}" for name, count in counts.items()))
        self.counts = counts
