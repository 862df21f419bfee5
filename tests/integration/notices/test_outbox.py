"""Mails are written with what they tell of, sent once that is committed, and then forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from accounts.events import CodeIssued
from core import clock, events
from core.database import db
from core.jobs import JobRefused, enqueue, run_due
from core.jobs.models import Job
from core.jobs.rules import MOST_ATTEMPTS
from notices import operations, queries
from notices.letters import LINK
from notices.models import Mail
from notices.personal_data import PART
from notices.sending import MailNotSent
from tests.integration.notices.conftest import NOON
from tests.mail_server import free_port

SOON = NOON + timedelta(minutes=30)
URL = "https://sen.example/password/abc?x=1&y=2"


@pytest.fixture
def lan(make):
    make.organisation("BHXH tỉnh")
    return make.person("lan", full_name="Nguyễn Thị Lan")


def issue(lan, purpose="password", language="vi", email="lan@office.example"):
    events.publish(CodeIssued(lan.id, email, language, purpose, URL, SOON))


def the_mail() -> Mail:
    db.session.rollback()
    return db.session.scalars(select(Mail)).one()


@pytest.mark.parametrize(
    ("purpose", "language", "words"),
    [
        ("password", "en", ["Hello Nguyễn Thị Lan,", "20 Nov 2026, 12:30", "BHXH tỉnh"]),
        ("activation", "en", ["Hello Nguyễn Thị Lan,", "BHXH tỉnh learns", "20 Nov 2026, 12:30"]),
        ("password", "vi", ["Nguyễn Thị Lan", "12:30 20/11/2026"]),
        ("activation", "vi", ["Nguyễn Thị Lan", "12:30 20/11/2026"]),
    ],
)
def test_a_code_goes_out_by_mail_in_the_language_of_its_reader(
    app, post, lan, purpose, language, words
):
    issue(lan, purpose, language)
    db.session.commit()
    assert run_due(app) == 1
    message = post.mails[0]
    text, page = (part.get_content() for part in message.iter_parts())
    for word in [*words, URL]:
        assert word in text
    assert 'href="https://sen.example/password/abc?x=1&amp;y=2"' in page
    assert f'lang="{language}"' in page
    assert post.recipients == [["lan@office.example"]]
    assert message["From"].addresses[0].addr_spec == "sen@office.example"
    assert message["From"].addresses[0].display_name == "BHXH tỉnh"


def test_a_link_is_forgotten_once_it_is_sent(app, post, lan):
    issue(lan)
    assert the_mail_before_commit().link == URL
    db.session.commit()
    run_due(app)
    mail = the_mail()
    assert (mail.state, mail.sent_at, mail.link, mail.attempts) == ("sent", NOON, "", 1)
    assert URL not in mail.text + mail.html
    assert LINK in mail.text


def the_mail_before_commit() -> Mail:
    return db.session.scalars(select(Mail)).one()


def test_what_is_rolled_back_is_not_mailed(app, post, lan):
    issue(lan)
    db.session.rollback()
    assert run_due(app) == 0
    assert post.mails == []


def test_a_mail_is_sent_once_however_often_its_job_runs(app, post, lan):
    issue(lan)
    db.session.commit()
    run_due(app)
    db.session.execute(update(Job).values(state="waiting", finished_at=None))
    assert run_due(app) == 1
    assert len(post.mails) == 1


def test_after_a_kill_in_the_middle_the_mail_carries_the_same_identity(app, post, lan, monkeypatch):
    issue(lan)
    db.session.commit()

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(operations, "note_try", die)
    with pytest.raises(KeyboardInterrupt):
        run_due(app)
    monkeypatch.undo()
    clock.set_source(lambda: NOON)
    db.session.execute(update(Job).values(state="waiting", lease_until=None))
    run_due(app)
    first, second = post.mails
    assert first["Message-ID"] == second["Message-ID"] == the_mail().message_id


def test_a_server_that_is_busy_is_tried_again(app, post, lan):
    post.answer = "451 busy"
    issue(lan)
    db.session.commit()
    with pytest.raises(MailNotSent):
        run_due(app)
    mail = the_mail()
    assert (mail.state, mail.error, mail.link) == ("waiting", "451: the mail was refused", URL)
    post.answer = "250 OK"
    clock.set_source(lambda: NOON + timedelta(minutes=1))
    run_due(app)
    assert (the_mail().state, the_mail().error) == ("sent", "")


def test_a_refused_address_is_told_in_the_outbox_and_not_tried_again(app, post, lan):
    post.to_address = "550 there is no lan"
    issue(lan)
    db.session.commit()
    with pytest.raises(JobRefused):
        run_due(app)
    mail = the_mail()
    assert (mail.state, mail.error, mail.link) == ("failed", "550: the address was refused", "")


def test_a_server_that_never_answers_is_given_up_in_the_end(app, post, lan, make):
    settings = app.extensions["settings"]
    nobody = replace(settings.mail_server, port=free_port())
    app.extensions["settings"] = replace(settings, mail_server=nobody)
    make.mail(at=NOON)
    db.session.execute(update(Job).values(attempts=MOST_ATTEMPTS - 1))
    with pytest.raises(JobRefused):
        run_due(app)
    assert the_mail().state == "failed"


def test_what_is_too_late_is_not_sent(app, post, lan):
    issue(lan)
    db.session.commit()
    clock.set_source(lambda: SOON)
    run_due(app)
    assert (the_mail().state, the_mail().link, post.mails) == ("expired", "", [])


def test_what_no_job_sends_is_given_up_when_it_is_too_late(app, post, lan):
    issue(lan)
    db.session.execute(delete(Job))
    operations.expire_mails(SOON)
    db.session.commit()
    assert (the_mail().state, the_mail().link) == ("expired", "")


def test_without_a_server_a_mail_is_kept_and_its_link_is_not(app, lan):
    clock.set_source(lambda: NOON)
    issue(lan)
    db.session.commit()
    assert run_due(app) == 0
    mail = the_mail()
    assert (mail.state, mail.has_link, mail.link) == ("kept", True, "")


def test_in_the_demo_the_link_is_shown_until_it_is_worth_nothing(app, lan):
    clock.set_source(lambda: NOON)
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, is_demo=True)
    app.config["IS_DEMO"] = True
    try:
        issue(lan)
        assert URL in operations.text_for_reader(the_mail_before_commit(), "hidden")
        operations.expire_mails(SOON)
        db.session.expire_all()
        assert URL not in operations.text_for_reader(the_mail_before_commit(), "hidden")
    finally:
        app.extensions["settings"] = before
        app.config["IS_DEMO"] = False


def test_mails_are_forgotten_after_ninety_days(app, post, make):
    make.mail(at=NOON)
    make.mail(at=NOON + timedelta(minutes=1), subject="Younger")
    db.session.execute(delete(Job))
    clock.set_source(lambda: NOON + timedelta(days=90, seconds=30))
    enqueue("mails.tidy", {}, clock.now())
    run_due(app)
    assert [mail.subject for mail in queries.list_mails(1).rows] == ["Younger"]


def test_a_person_sees_her_mails_without_their_links_and_they_go_with_her(app, lan):
    clock.set_source(lambda: NOON)
    issue(lan)
    db.session.commit()
    [record] = PART.export_person(lan.id)["mails"]
    assert record["to_address"] == "lan@office.example"
    assert URL not in str(record)
    PART.anonymise_person(lan.id, NOON)
    assert PART.export_person(lan.id)["mails"] == []
