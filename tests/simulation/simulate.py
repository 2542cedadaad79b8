"""make simulate SEED=... STEPS=...: runs simulated lives, one after the other.

Each life has its own database and its own seed (SEED:0, SEED:1 and so on), so that a failing life
can be repeated alone:  simulate.py --seed 7 --life 12
"""

from __future__ import annotations

import hashlib
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click
import structlog
from sqlalchemy.exc import IntegrityError

# As for pytest: the conftest's folder of helpers, and the root, where the corpus is.
sys.path += [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2])]

from deployment import Deployment, quick_secrets, small_chunks
from embedded_postgresql import EmbeddedPostgresql
from faults import OF_TURNS
from free_words import FreeWords
from life import Life
from oracle import Violation

from commands.embedded_redis import embedded_redis

STEPS_A_LIFE = 400
LINES_SHOWN = 40


class Failed(AssertionError):
    """A violation, with the last lines of the transcript and the command that repeats it."""

    def __init__(
        self, rig: Deployment, life: Life, faults: str, free_words: float, why: Exception
    ) -> None:
        seed, number = life.seed.split(":")
        again = f"simulate.py --seed {seed} --life {number} --on {rig.dialect}"
        again += "" if faults == "all" else f" --faults {faults}"
        again += f" --free-words {free_words}" if free_words else ""
        shown = "\n".join(life.lines[-LINES_SHOWN:])
        super().__init__(f"{shown}\n{why}\nlife {life.seed}; again: {again}")


def simulate(
    rig: Deployment,
    seed: str,
    steps: int,
    *,
    first: int = 0,
    a_life: int = STEPS_A_LIFE,
    faults: str = "all",
    free_words: float = 0.0,
) -> tuple[str, Counter[str]]:
    """Returns the hash of all transcripts and the counts of what happened. Raises Failed at the
    first violation. `faults`: those of turns, a name of OF_TURNS. `free_words`: the
    share of messages that members put in words of their own."""
    counts: Counter[str] = Counter()
    digest = hashlib.sha256()
    structlog.configure(processors=[rig.record_log])
    try:
        with quick_secrets(), small_chunks():
            for number in range(first, first + -(-steps // a_life)):
                life = Life(rig, f"{seed}:{number}", OF_TURNS[faults], FreeWords(free_words))
                try:
                    life.run(a_life)
                except (Violation, IntegrityError) as why:  # the tables have rules as well
                    raise Failed(rig, life, faults, free_words, why) from why
                digest.update(life.digest.digest())
                counts += life.counts
    finally:
        structlog.reset_defaults()
    return digest.hexdigest(), counts


@click.command()
@click.option("--seed", default="1")
@click.option("--steps", default=200_000)
@click.option("--life", type=int, help="Run only this life.")
@click.option("--on", "dialect", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--faults", type=click.Choice(list(OF_TURNS)), default="all", help="Of turns.")
@click.option("--free-words", default=0.0, help="Share of messages in a member's own words.")
def main(
    seed: str, steps: int, life: int | None, dialect: str, faults: str, free_words: float
) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        redis = embedded_redis(folder / "simulation.rdb", decode_responses=True)
        on_server = dialect == "postgresql"
        server = EmbeddedPostgresql(folder / "postgresql") if on_server else None
        rig, began = Deployment(folder, redis, server), time.monotonic()
        try:
            if life is not None:
                steps = STEPS_A_LIFE
            digest, counts = simulate(
                rig, seed, steps, first=life or 0, faults=faults, free_words=free_words
            )
            took = time.monotonic() - began
            click.echo(f"{steps} steps in {took:.0f} s on {dialect}, no violation; {digest[:16]}")
            click.echo(", ".join(f"{what} {n}" for what, n in counts.most_common()))
        except Failed as failed:
            raise click.ClickException(str(failed)) from failed
        finally:
            rig.end()
            redis.shutdown(save=False)
            if server is not None:
                server.stop()


if __name__ == "__main__":
    main()
