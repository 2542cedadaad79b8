"""Mutants of what members are told when the outcome of a message is unknown, and of complaints."""

from __future__ import annotations

from mutant import COMMITS, COMPLAINTS, Edit, Mutant

OUTCOMES = (
    Mutant(
        "an apology is kept as the reply",
        (
            Edit(
                "flows/engine/recorded_turns.py",
                "return self.turn if self.is_final else None",
                "return self.turn",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "an apology is given before the database is asked",
        (
            Edit(
                "flows/engine/turn_outcomes.py",
                "            recorded = database.read(partial(find_of_caller, heard=heard))\n"
                "        except Exception:\n",
                "            recorded = None\n        except Exception:\n",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "an apology says that nothing was done",
        (
            Edit(
                "flows/engine/turn_outcomes.py",
                "return apologise(self._wording, heard, session, after.language, promise)",
                "return say_not_done(self._wording, heard, session, after.language)",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "an outcome is promised and the promise is not kept",
        (
            Edit(
                "flows/engine/promises.py",
                "kept = self._keep(promise)",
                'kept = "redis"',
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "an outcome is told without a look at the turn log",
        (
            Edit(
                "core/conversation/outcome_promises.py",
                "is_done = recorded is not None and not recorded.is_not_done",
                "is_done = False",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "a message is carried out after the member was told that it was not",
        (
            Edit(
                "core/conversation/outcome_promises.py",
                "    if recorded is None and is_known:\n",
                "    if False:\n",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "a promise in redis is never moved to the database",
        (
            Edit(
                "flows/engine/promises.py",
                "self._database.run(partial(outcome_promises.keep, promise=promise))",
                "pass",
            ),
        ),
        COMMITS,
    ),
    Mutant(
        "the same complaint again is another complaint",
        (
            Edit(
                "core/service/complaints.py",
                "same = conn.execute(_SAME, alike).scalar()",
                "same = None",
            ),
        ),
        COMPLAINTS,
    ),
)
