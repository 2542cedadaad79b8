"""Pictures at the desk: in the conversation, on the claim's, the complaint's and the member's page,
served to those who may see them and never as anything but a picture."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_steps import TALK, request_agent

from core.contact_centre import PictureFiles, offers, picture_intake, pictures

NUMBERS = {2: "+8613800000002", 3: "+8613800000003"}
CLAIM, COMPLAINT = "/desk/claims/20269999", "/desk/complaints/20260002"
# The smallest picture that browsers show: one pixel.
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
PICTURE = re.compile(r'<img src="(/desk/pictures/[^"]+)"')


@pytest.fixture(params=["sqlite", "postgresql"])
def any_desk(request: pytest.FixtureRequest, new_desk: Callable[..., Any], tmp_path: Path) -> Any:
    return new_desk(request.param, media_dir=tmp_path)


def receive(desk: Any, member_id: int, n: int = 1, *, case_number: str = "") -> str:
    """A picture comes from the member; returns its id."""
    at, message_id = desk.clock.now(), f"MM{n}"

    def work(conn: Any) -> None:
        picture_intake.keep(
            conn, number=NUMBERS[member_id], message_id=message_id, urls=["https://x/y"], at=at
        )
        if case_number:
            picture_intake.assign_message(conn, member_id, message_id, case_number)

    desk.database.run(work)
    return f"{message_id}-0"


def store(desk: Any, directory: Path, member_id: int, picture_id: str) -> None:
    PictureFiles(directory).write(picture_id, GIF)
    desk.database.run(
        lambda conn: picture_intake.stored(
            conn,
            member_id=member_id,
            picture_id=picture_id,
            content_type="image/gif",
            size_bytes=len(GIF),
        )
    )


def refuse(desk: Any, member_id: int, picture_id: str, reason: str) -> None:
    which, at = {"member_id": member_id, "picture_id": picture_id}, desk.clock.now()
    desk.database.run(lambda conn: picture_intake.refuse(conn, **which, reason=reason, at=at))


def test_picture_is_on_the_page_of_its_claim(desk_with_claim: Any, tmp_path: Path) -> None:
    desk, browser = desk_with_claim, desk_with_claim.signed_in("agent2")
    assert "Pictures" not in browser.get(CLAIM).text
    picture_id = receive(desk, 2, case_number="20269999")
    assert "on its way" in browser.get(CLAIM).text
    store(desk, tmp_path, 2, picture_id)
    [address] = PICTURE.findall(browser.get(CLAIM).text)
    answer = browser.get(address)
    assert (answer.data, answer.headers["Content-Type"]) == (GIF, "image/gif")
    assert desk.acts().count("picture_looked_at") == 1
    assert "Case 20269999" in browser.get("/desk/members/2").text


def test_picture_is_on_the_page_of_its_complaint(any_desk: Any, tmp_path: Path) -> None:
    browser = any_desk.signed_in("agent2")
    store(any_desk, tmp_path, 2, receive(any_desk, 2, case_number="20260002"))
    assert len(PICTURE.findall(browser.get(COMPLAINT).text)) == 1


def test_picture_without_a_case_is_on_the_page_of_the_member(any_desk: Any) -> None:
    receive(any_desk, 2)
    page = any_desk.signed_in("agent2").get("/desk/members/2").text
    assert "on its way" in page and "Not part of a case yet" in page


def test_picture_is_in_the_conversation_in_the_order_of_time(any_desk: Any, tmp_path: Path) -> None:
    request_agent(any_desk, "请看小票")
    which = {"member_id": 3, "handover_id": "h1", "agent": "agent"}
    at = any_desk.clock.now()
    any_desk.database.run(lambda conn: offers.accept(conn, **which, at=at))
    any_desk.clock.advance(seconds=9)
    picture_id = receive(any_desk, 3)
    browser = any_desk.signed_in("agent")
    version = re.compile(r'data-version="(\d+)"')
    before = version.findall(browser.get(f"{TALK}/state").text)
    store(any_desk, tmp_path, 3, picture_id)
    page = browser.get(f"{TALK}/state").text
    assert version.findall(page) != before
    assert page.index("请看小票") < page.index("/desk/pictures/3/")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("too_big", "larger than 5 MB"),
        ("other_type", "not a JPEG, PNG, GIF or WebP"),
        ("gone", "no longer has it"),
        ("not_fetched", "did not deliver it"),
    ],
)
def test_refused_picture_is_said_in_words(any_desk: Any, reason: str, said: str) -> None:
    picture_id = receive(any_desk, 2, case_number="20260002")
    refuse(any_desk, 2, picture_id, reason)
    browser = any_desk.signed_in("agent2")
    assert said in browser.get(COMPLAINT).text
    assert browser.get(f"/desk/pictures/2/{picture_id}").status_code == 404


def test_too_many_are_said_in_words(any_desk: Any) -> None:
    for n in range(picture_intake.PER_DAY_MAX + 1):
        any_desk.clock.advance(seconds=1)
        receive(any_desk, 2, n)
    page = any_desk.signed_in("agent2").get("/desk/members/2").text
    assert "too many from this number that day" in page


def test_picture_is_served_as_nothing_else(any_desk: Any, tmp_path: Path) -> None:
    picture_id = receive(any_desk, 2)
    store(any_desk, tmp_path, 2, picture_id)
    answer = any_desk.signed_in("agent").get(f"/desk/pictures/2/{picture_id}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy


@pytest.mark.parametrize("name", ["agent", "supervisor", "auditor"])
def test_picture_is_for_those_who_may_see_the_claim(
    any_desk: Any, tmp_path: Path, name: str
) -> None:
    picture_id = receive(any_desk, 2)
    store(any_desk, tmp_path, 2, picture_id)
    assert any_desk.signed_in(name).get(f"/desk/pictures/2/{picture_id}").status_code == 200
    assert any_desk.browser().get(f"/desk/pictures/2/{picture_id}").status_code == 303
    # It is the picture of member 2, under no other member's address.
    assert any_desk.signed_in(name).get(f"/desk/pictures/3/{picture_id}").status_code == 404


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%00", "x" * 300])
def test_path_is_not_made_from_the_address(any_desk: Any, name: str) -> None:
    assert any_desk.signed_in("agent").get(f"/desk/pictures/2/{name}").status_code in (400, 404)


def test_file_is_not_named_by_its_sender(any_desk: Any, tmp_path: Path) -> None:
    files = PictureFiles(tmp_path)
    for name in ("../../x", "/etc/x", "a/b", ".", "CON", "\N{SNOWMAN}"):
        files.write(name, GIF)
        assert files.read(name) == GIF
    paths = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(paths) == 6
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", str(path)) for path in paths)


def test_pictures_are_deleted_with_the_recordings(any_desk: Any, tmp_path: Path) -> None:
    store(any_desk, tmp_path, 2, receive(any_desk, 2, case_number="20260002"))
    browser = any_desk.signed_in("agent")
    assert "forget_recordings" in browser.get("/desk/members/2").text
    form = {"words": "会员来电要求删除"}
    assert browser.post("/desk/members/2/forget_recordings", **form).status_code == 303
    assert any_desk.database.read(lambda conn: pictures.of_member(conn, 2)) == []
    assert any_desk.sql("SELECT COUNT(*) FROM outbox WHERE topic = 'delete_picture'") == [(1,)]
    assert "forget_recordings" not in browser.get("/desk/members/2").text
    assert any_desk.is_sound()
