"""make journeys

python -m journeys           plays the journeys: audio into .journeys, figures and pages into docs
python -m journeys FILE      writes the figures only: a release's own, before it is changed
"""

from __future__ import annotations

import sys
from pathlib import Path

from journeys import audio, measured, report
from journeys.playing import play_all
from journeys.scripts import JOURNEYS

AUDIO = Path(".journeys")


def main(arguments: list[str]) -> None:
    calls = play_all()
    found = measured.measure(calls)
    if arguments:
        measured.write(found, Path(arguments[0]))
        return
    AUDIO.mkdir(exist_ok=True)
    for call in calls:
        number = JOURNEYS.index(call.journey) + 1
        audio.write(call, AUDIO / f"{number:02}-{measured.key_of(call)}.{call.language}.wav")
    measured.write(found, measured.FIGURES)
    report.write_pages(calls, found)
    print(f"Figures and pages: {measured.FOLDER}. Audio: {AUDIO.resolve()}.")


if __name__ == "__main__":
    main(sys.argv[1:])
