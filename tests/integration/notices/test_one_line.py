"""Mails that are due go out over one line; each keeps its own state and its own tries."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core import clock
from core.database import db
from core.jobs import JobRefused, run_due
from core.jobs.models import Job
from notices import handlers
from notices.models import Mail
from notices.operations import note_try
from notices.sending import MailNotSent
from tests.integration.notices.conftest import NOON

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def mails(make, post):
    """Five mails to five people."""
    return [make.mail(subject=f"Mail {number}", at=NOON) for number in range(5)]


def to(mail, address):
    mail.to_address = address
    db.session.commit()


def states() -> list[tuple[str, int]]:
    db.session.rollback()
    query = select(Mail).order_by(Mail.id)
    return [(mail.state, mail.attempts) for mail in db.session.scalars(query)]


def subjects(post) -> list[str]:
    return [str(mail["Subject"]) for mail in post.mails]


def test_what_is_due_goes_out_over_one_line(app, post, mails):
    run_due(app)
    assert subjects(post) == [f"Mail {number}" for number in range(5)]
    assert len(post.lines) == 1
    assert states() == [("sent", 1)] * 5
    assert {job.state for job in db.session.scalars(select(Job))} == {"done"}


def test_a_line_carries_a_bounded_number_of_mails(app, post, mails, monkeypatch):
    monkeypatch.setattr(handlers, "MOST_ON_ONE_LINE", 2)
    run_due(app)
    assert sorted(post.lines.values()) == [1, 2, 2]
    assert states() == [("sent", 1)] * 5


@pytest.mark.parametrize("refused", [0, 2, 4])
def test_one_that_is_refused_leaves_the_others_as_they_are(app, post, mails, refused):
    to(mails[refused], "nobody@office.example")
    post.refused["nobody@office.example"] = "550 nobody"
    with pytest.raises(JobRefused):
        run_due(app)
    wanted = [("sent", 1)] * 5
    wanted[refused] = ("failed", 1)
    assert states() == wanted
    assert len(post.lines) == 1


def test_one_that_has_to_wait_is_tried_again_by_itself(app, post, mails):
    to(mails[1], "busy@office.example")
    post.refused["busy@office.example"] = "450 busy"
    with pytest.raises(MailNotSent):
        run_due(app)
    assert states() == [("sent", 1), ("waiting", 1), ("sent", 1), ("sent", 1), ("sent", 1)]
    post.refused.clear()
    clock.set_source(lambda: LATER)
    run_due(app)
    assert states()[1] == ("sent", 2)
    assert len(post.mails) == 5


def test_a_line_that_was_hung_up_meanwhile_is_opened_again(app, post, mails):
    post.most = 2
    run_due(app)
    assert sorted(post.lines.values()) == [1, 2, 2]
    assert states() == [("sent", 1)] * 5


def test_where_nobody_answers_each_waits_for_its_own_turn(app, post, mails, monkeypatch):
    opened = []

    def stay_away(*_):
        opened.append(1)
        raise MailNotSent("the server did not answer")

    monkeypatch.setattr("notices.sending._enter", stay_away)
    with pytest.raises(MailNotSent):
        run_due(app)
    assert states() == [("waiting", 1)] * 5
    assert len(opened) == 5


def test_after_a_kill_in_the_middle_only_the_mail_in_hand_comes_twice(
    app, post, mails, monkeypatch
):
    def die(mail, *given):
        if mail.message_id == ids[2]:
            raise KeyboardInterrupt
        note_try(mail, *given)

    ids = [mail.message_id for mail in mails]
    monkeypatch.setattr("notices.operations.note_try", die)
    with pytest.raises(KeyboardInterrupt):
        run_due(app)
    monkeypatch.undo()
    clock.set_source(lambda: NOON)
    left = update(Job).where(Job.state == "running")
    db.session.execute(left.values(state="waiting", lease_until=None))
    run_due(app)
    assert [mail["Message-ID"] for mail in post.mails] == [ids[at] for at in (0, 1, 2, 2, 3, 4)]
    assert states() == [("sent", 1)] * 5
