"""Makes rows for tests: one module for each noun, put together here."""

from tests.factories.people import PeopleFactory


class Factory(PeopleFactory):
    """`make.person(...)`, `make.unit(...)` and so on; every call commits."""
