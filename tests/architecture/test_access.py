"""Every route answers exactly those whom the inventory names, and a GET changes nothing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete

from accounts.models import KeptRequest, Person, Unit
from core import clock
from core.database import db
from media.operations import store_file
from tests.architecture.access import ANYBODY, INVENTORY, SIGNED_IN, UNKNOWN, Use
from tests.architecture.world import World
from tests.factories.bundles import add_bundle
from tests.factories.courses import bundle_texts, get_course, with_essay, with_gap, with_summary
from tests.factories.factors import add_passkey
from tests.factories.importing import add_import
from tests.factories.interop import add_document, add_question_list
from tests.factories.learning import BEGAN, RIGHT

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
# Whoever may not use a route is told so (403), or asked to sign in (a page: 303, else: 401).
REFUSED = {"anonymous": {"GET": 303, "POST": 401}}


def routes_of(app) -> Iterator[tuple[str, str]]:
    """Method and endpoint of every route."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule.endpoint


@pytest.fixture
def world(app, make, worlds) -> "InventoryWorld":
    """One of everything, and somebody of every role with a session."""
    clock.set_source(lambda: datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    return worlds.get("inventory", lambda: InventoryWorld(app, sorted(SIGNED_IN), furnish(make)))


def furnish(make) -> dict[str, str]:
    """Make one of everything; how a request calls it."""
    office = found_office(make)
    course = make.publish(make.draft(with_summary(with_gap(with_essay(bundle_texts("basics"))))))
    people = appoint_everybody(make, office)
    make.assignment(course, office)
    make.goal(get_course("basics"), office)
    make.lessons_read(people["learner"], course)
    done = make.graded_attempt(people["learner"], course, RIGHT)
    make.analysis(course)
    essay = make.handed_in(people["trainer"], course)
    stored = store_file("media/x.svg", PICTURE, BEGAN)
    make.photograph(get_course("basics"))
    return {
        "open": str(make.attempt(people["learner"], course)),
        "done": str(done),
        "essay": str(essay),
        "gap": "committee",
        "person": str(db.session.get_one(Person, people["learner"].id).uuid),
        "picture": f"{stored.sha256}.{stored.extension}",
        "mail": str(make.mail().uuid),
        "passkey": str(add_passkey("learner")),
        "import": str(add_import("administrator")),
        **files_sent(people["trainer"], get_course("basics")),
    }


def appoint_everybody(make, office):
    """Somebody in each role, by its name."""
    people = {role: make.person(role, office) for role in sorted(SIGNED_IN)}
    for role in sorted(SIGNED_IN - {"learner"}):
        make.role(people[role], role)
    return people


def files_sent(trainer, course) -> dict[str, str]:
    """What a trainer sent and has not decided on."""
    return {
        "bundle": str(add_bundle("trainer")),
        "document": str(add_document(trainer)),
        "question_list": str(add_question_list(trainer, course)),
    }


def found_office(make):
    """The organisation with its office, and a unit under it that is closed."""
    make.organisation()
    office = make.unit("Cơ sở")
    past = make.unit("Tổ cũ", office)
    past.valid_to = datetime(2026, 1, 1, tzinfo=UTC).date()
    for key, unit in {"office": office, "past": past}.items():
        db.session.get_one(Unit, unit.unit_id).key = key
    return office


class InventoryWorld(World):
    """One of everything, and somebody of every role, called as the role is."""

    def ask(self, role: str, method: str, path: str) -> int:
        """The status that somebody gets."""
        username = None if role == "anonymous" else role
        status: int = self.send(username, method, path).status_code
        return status

    def path(self, endpoint: str, arguments: Mapping[str, str | int]) -> str:
        """The address of a route."""
        values: dict[str, Any] = {
            name: value.format_map(self.stands) if isinstance(value, str) else value
            for name, value in arguments.items()
        }
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **values)


def expected(use: Use, role: str, method: str) -> tuple[int, ...]:
    """The statuses that somebody should get for what is there."""
    if role in use.who:
        return use.answers
    if use.is_own and role != "anonymous":
        return (404,)
    return (REFUSED.get(role, {}).get(method, 403),)


def unknown_arguments(use: Use) -> Iterator[Mapping[str, str | int]]:
    """The arguments of a route with one of them replaced by what stands for nothing."""
    for name in use.arguments or {}:
        for value in UNKNOWN.get(name, UNKNOWN[""]):
            yield {**(use.arguments or {}), name: value}


def test_the_inventory_names_every_route_and_no_other(app):
    assert sorted(f"{method} {endpoint}" for method, endpoint in routes_of(app)) == sorted(
        INVENTORY
    )


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_route_answers_those_whom_the_inventory_names(world, role):
    wrong = []
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        status = world.ask(role, method, world.path(endpoint, use.arguments or {}))
        if status not in expected(use, role, method):
            wrong.append(f"{name}: {status}, not {expected(use, role, method)}")
        if method == "POST" and status < 400:
            world.undo()
    assert wrong == []


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_what_is_not_there_is_not_found_and_who_may_not_ask_learns_nothing(world, role):
    wrong = []
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        may = role in use.who or (use.is_own and role != "anonymous")
        wanted = use.missing if may else expected(use, role, method)
        for arguments in unknown_arguments(use):
            path = world.path(endpoint, arguments)
            status = world.ask(role, method, path)
            if status not in wanted:
                wrong.append(f"{method} {path[:90]}: {status}, not {wanted}")
    assert wrong == []


def gets_that_write_nothing() -> Iterator[str]:
    """The names of the routes that only read."""
    return (name for name, use in INVENTORY.items() if name.startswith("GET ") and not use.writes)


def get(world: InventoryWorld, role: str, name: str) -> None:
    """Ask for a page, whatever it answers."""
    world.ask(role, "GET", world.path(name.split()[1], INVENTORY[name].arguments or {}))


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_get_changes_nothing(world, role):
    for name in gets_that_write_nothing():
        get(world, role, name)
    if not world.changed():
        return
    for name in gets_that_write_nothing():  # one by one, to say which it is
        world.undo()
        get(world, role, name)
        assert (name, world.changed()) == (name, [])


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_who_is_refused_changes_nothing(world, role):
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        if method == "POST" and role not in use.who:
            world.ask(role, method, world.path(endpoint, use.arguments or {}))
    assert world.changed() == []


def test_what_is_carried_on_after_a_session_ended_takes_no_role(app):
    """But for a trainer's drafts (decision 0016): a role may have gone meanwhile."""
    carried = {
        name
        for name in INVENTORY
        if hasattr(app.view_functions[name.split()[1]], "is_carried_on")
        and not INVENTORY[name].is_own
        and INVENTORY[name].who != SIGNED_IN
    }
    assert carried == {
        "POST studio.mark_submit",
        "POST studio.add_course",
        "POST studio.add_comment",
        "POST studio.add_question",
        "POST studio.ask_for_review",
        "POST studio.decide_review",
        "POST studio.fill_organisation_text",
        "POST studio.publish",
        "POST studio.save_course_settings",
        "POST studio.save_file",
        "POST studio.save_quiz_settings",
        "POST studio.save_question_form",
        "POST studio.save_question_text",
    }


def test_a_form_without_its_token_changes_nothing(world, monkeypatch):
    """But for quick exit, which changes nothing and must never fail.

    What is carried on is kept, to be sent by a press: nothing of it happens before.
    """
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)
    answers = {}
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        if method == "POST":
            path = world.path(endpoint, use.arguments or {})
            answers[name] = world.ask(sorted(use.who)[0], method, path)
    views = world.app.view_functions
    kept = {name for name in answers if hasattr(views[name.split()[1]], "is_carried_on")}
    assert {name for name, status in answers.items() if status != 400} - kept == {
        "POST safety.quick_exit"
    }
    assert {answers[name] for name in kept} <= {303, 400}
    db.session.execute(delete(KeptRequest))
    db.session.commit()
    assert world.changed() == []
