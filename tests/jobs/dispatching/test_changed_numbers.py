"""A text whose answer was lost, and whose member has another number at the next try."""

from datetime import timedelta

from dispatched import Clock, NewWorker, Put, event, sent
from failing_texts import KeptTexts

from core.kernel import Database
from core.members import changes
from core.messaging import Event, SentText, Unreachable

NUMBER, ANOTHER, THIRD = "+8613800001001", "+8613800009999", "+8613800008888"
JOINED = {"channel": "voice", "points": 100}  # a text that is sent at any hour
LATER = timedelta(hours=1)


class SilentCarrier(KeptTexts):
    """`answers`: of each text in turn, whether it is taken; none is confirmed."""

    def __init__(self, *answers: bool) -> None:
        super().__init__()
        self._answers = list(answers)

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        if not self._answers:
            return super().send_text(number, words, event, sender=sender)
        if self._answers.pop(0):
            super().send_text(number, words, event, sender=sender)
        raise Unreachable("no answer")


def change_number(database: Database, number: str, clock: Clock) -> None:
    change = {"member_id": 1, "number": number, "key": number, "at": clock.at}
    database.run(lambda conn: changes.change_number(conn, **change))
    clock.at += LATER


def test_text_that_arrived_at_the_former_number_is_not_sent_again(
    database: Database, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    carrier = SilentCarrier(True)
    put("joined", JOINED)
    new_worker(texts=carrier).run_once()
    change_number(database, ANOTHER, clock)
    new_worker(texts=carrier).run_once()
    assert [text.number for text in carrier.taken] == [NUMBER]
    assert event(database).done_at is not None
    assert [(row.number, row.carrier_id) for row in sent(database)] == [(NUMBER, "SM1")]


def test_text_that_did_not_arrive_goes_to_the_number_of_now(
    database: Database, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """And is looked for there, where the number changes once more."""
    carrier = SilentCarrier(False, True)
    put("joined", JOINED)
    new_worker(texts=carrier).run_once()
    change_number(database, ANOTHER, clock)
    new_worker(texts=carrier).run_once()
    change_number(database, THIRD, clock)
    new_worker(texts=carrier).run_once()
    assert [text.number for text in carrier.taken] == [ANOTHER]
    assert [(row.number, row.carrier_id) for row in sent(database)] == [(ANOTHER, "SM1")]
