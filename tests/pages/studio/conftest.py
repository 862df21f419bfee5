"""What every page of the studio is tested with: a day, a published course, a trainer at work."""

from datetime import timedelta

import pytest

from core import clock
from tests.factories.courses import PUBLISHED

NOW = PUBLISHED + timedelta(days=80)


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: NOW)


@pytest.fixture
def course(make):
    return make.course("basics")


@pytest.fixture
def trainer(make):
    person = make.person("giang", full_name="Phạm Thị Giang")
    make.role(person, "trainer")
    return person


@pytest.fixture
def reader(site, course, trainer):
    return site.reader("giang")
