"""Amounts of money. What a point costs or is worth is kept in mfen, thousandths of a fen, because a
price such as 0.85 fen is no whole number of fen.

An amount is rounded to fen once, where a line of a page, an export or a statement is written: sums
of rounded amounts would drift. Halves go to the even fen, so that many of them cancel out.
"""

MFEN_PER_FEN = 1_000


def rounded_to_fen(mfen: int) -> int:
    """`mfen` as whole fen, half to even. Below 0 as above it."""
    fen, rest = divmod(mfen, MFEN_PER_FEN)
    twice = 2 * rest
    return fen + (twice > MFEN_PER_FEN or (twice == MFEN_PER_FEN and fen % 2 == 1))
