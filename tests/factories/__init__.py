"""Makes rows for tests: one module for each noun, put together here."""

from tests.factories.courses import CourseFactory
from tests.factories.learning import LearningFactory
from tests.factories.mail import MailFactory
from tests.factories.media import MediaFactory
from tests.factories.people import PeopleFactory
from tests.factories.progress import ProgressFactory


class Factory(
    PeopleFactory, CourseFactory, MediaFactory, LearningFactory, ProgressFactory, MailFactory
):
    """`make.person(...)`, `make.unit(...)` and so on; every call commits."""
