"""Mutants of what happens once although it is pressed twice, each caught by the tests of that."""

from __future__ import annotations

from mutant import Edit, Mutant

TESTS = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
KEYWORDS = (*TESTS, "tests/flows/dialogues/test_repeated_requests.py", "-k", "not postgresql")
FORMS = (*TESTS, "tests/desk/frame/test_form_keys.py", "-k", "not postgresql")

PRESSES = (
    Mutant(
        "the same keyword begins anew",
        (
            Edit(
                "flows/engine/engine.py",
                "if under_way.repeats_request(self._player, context, heard):",
                "if False:",
            ),
        ),
        KEYWORDS,
    ),
    Mutant(
        "the keyword of another gift repeats the question",
        (
            Edit(
                "flows/engine/under_way.py",
                "frame.answers.get(REQUEST) == opened.answers[REQUEST]",
                "bool(opened)",
            ),
        ),
        KEYWORDS,
    ),
    Mutant(
        "an expired code is asked for",
        (
            Edit(
                "flows/engine/under_way.py",
                "return is_allowed and isinstance(step, Question) and step.is_open(context, asked)",
                "return is_allowed and isinstance(step, Question)",
            ),
        ),
        KEYWORDS,
    ),
    Mutant(
        "a complaint is filed before it is read back",
        (
            Edit(
                "flows/dialogues/complaint/filing.py",
                '"read_back": "confirm"',
                '"read_back": "file"',
            ),
        ),
        KEYWORDS,
    ),
    Mutant(
        "the key of a form is ignored",
        (Edit("core/staff/form_submissions.py", "if not _CLAIM(conn, row):", "if False:"),),
        FORMS,
    ),
    Mutant(
        "the key is not bound to the form",
        (
            Edit(
                "desk/frame/submissions.py",
                "FormSubmission(agent.agent, form_key, request.path, _content_hash())",
                'FormSubmission(agent.agent, form_key, "", "")',
            ),
        ),
        FORMS,
    ),
    Mutant(
        "the key is not bound to the agent",
        (
            Edit(
                "desk/frame/submissions.py",
                "FormSubmission(agent.agent, form_key, request.path, _content_hash())",
                'FormSubmission("", form_key, request.path, _content_hash())',
            ),
        ),
        FORMS,
    ),
    Mutant(
        "a used key swallows other words",
        (
            Edit(
                "core/staff/form_submissions.py",
                "if found.content_hash != submission.content_hash:",
                "if False:",
            ),
        ),
        FORMS,
    ),
    Mutant(
        "the form is recorded in a transaction of its own",
        (
            Edit(
                "desk/frame/context.py",
                "            result = self.database.run(\n"
                "                lambda conn: form_submissions",
                "            done = self.database.run(work)\n"
                "            result = self.database.run(\n"
                "                lambda conn: form_submissions",
            ),
            Edit(
                "desk/frame/context.py",
                "form.submission, work, at",
                "form.submission, lambda _: done, at",
            ),
        ),
        FORMS,
    ),
)
