"""What tests of pages about quizzes share: quizzes to take, clocks to move, what is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

from sqlalchemy import select

from accounts.models import Person
from core import clock
from core.database import db
from courses.published import PublishedCourse
from quizzes.models import Attempt, AttemptItem, QuizException
from tests.factories import Factory
from tests.factories.courses import bundle_texts, quiz_source
from tests.factories.learning import BEGAN
from tests.pages.reader import ReadPage, text_of

QUIZ = "/courses/basics/quizzes/final"
JSON = {"Accept": "application/json"}
# Three questions, each with everything that a review may show or hide.
QUESTION = """
## Câu {number}? {{#q{number}}}

- [x] Đúng {number}
    > Khen {number}.
- [ ] Sai {number}
    > Chê {number}.
- [ ] Khác {number}

? Gợi ý {number}.

> Vì sao {number}.
"""


def publish_quiz(
    make: Factory, settings: str = "", questions: int = 3, key: str = "basics", body: str = ""
) -> PublishedCourse:
    """A course with nothing but a quiz, taken by these lines of settings."""
    texts = bundle_texts(key, lessons=0, questions=questions)
    head = quiz_source(questions=0, settings=settings)
    numbers = range(1, questions + 1)
    texts["quizzes/final.md"] = head + (
        body or "".join(QUESTION.format(number=number) for number in numbers)
    )
    return make.publish(make.draft(texts))


def set_clock(moment: datetime) -> None:
    """Let it be this moment from now on."""
    clock.set_source(lambda: moment)


def state_of(learner: Person) -> list[tuple[UUID, str, Any, list[Any]]]:
    """All that is kept of this person's attempts."""
    return [
        (each.uuid, each.state, each.points, [item.response for item in each.items])
        for each in attempts_of(learner)
    ]


def attempts_of(learner: Person) -> Sequence[Attempt]:
    """This person's attempts, in order."""
    db.session.rollback()
    db.session.expire_all()
    query = select(Attempt).where(Attempt.person_id == learner.id).order_by(Attempt.number)
    return db.session.scalars(query).all()


def responses(learner: Person) -> list[Any]:
    """What is kept of the answers of the attempt begun last."""
    return state_of(learner)[-1][-1]


def item_of(learner: Person, position: int) -> AttemptItem:
    """One question of the attempt begun last."""
    return attempts_of(learner)[-1].items[position - 1]


def allow(learner: Person, **more: Any) -> None:
    """An exception for this person, at the quiz whose attempt was begun last."""
    (attempt, *_others) = reversed(attempts_of(learner))
    exception = QuizException(quiz_id=attempt.quiz_id, person_id=learner.id, at=BEGAN, **more)
    db.session.add(exception)
    db.session.commit()


def sent(position: int = 1, values: Sequence[str] = ("0",), **more: Any) -> dict[str, Any]:
    """An answer as a page's script sends it."""
    answer = {"position": position, "values": list(values), "client": "page", "sequence": 1}
    return answer | more


def form_of(page: ReadPage, **changed: Any) -> dict[str, Any]:
    """What the form of an attempt sends as it stands, with these fields changed or added."""
    fields: dict[str, Any] = {}
    for control in form_element(page).iter("input"):
        kind, name = control.get("type"), control.get("name")
        is_left_out = kind in ("radio", "checkbox") and control.get("checked") is None
        if name and not is_left_out:
            fields.setdefault(name, []).append(control.get("value", ""))
    return fields | changed


def form_element(page: ReadPage) -> Element:
    """The form of an attempt."""
    (form,) = page.all(".//form[@class='attempt']")
    return form


def buttons(page: ReadPage) -> Mapping[str, Element]:
    """The visible buttons of an attempt, by their words."""
    found = form_element(page).iter("button")
    return {text_of(button): button for button in found if not button.get("aria-hidden")}


def press(reader: Any, page: ReadPage, words: str, **changed: Any) -> ReadPage:
    """Press a button of an attempt's page as a browser without scripts would; the page after."""
    button = buttons(page)[words]
    data = form_of(page, **changed)
    if name := button.get("name"):
        data[name] = button.get("value")
    address = button.get("formaction") or form_element(page).get("action")
    read: ReadPage = reader.get(reader.post(address, data).location)
    return read
