"""Parts of all members, so that several workers share a job.

A member belongs to a part by the remainder of its id: ids may have gaps (they can be imported), and
new ones are added at the end, but every part has its share of the old and of the new members.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, bindparam


@dataclass(frozen=True, slots=True)
class Part:
    """One of `of` parts, `number` from 0."""

    number: int
    of: int

    def values(self) -> dict[str, int]:
        """The parameters of a statement with is_in_part()."""
        return {"part": self.number, "parts": self.of}


EVERYONE = Part(0, 1)


def is_in_part(member_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a member belongs to the part, as SQL."""
    remainder = member_id % bindparam("parts", type_=BigInteger)
    return remainder == bindparam("part", type_=BigInteger)
