"""What quizzes hold about a person: attempts and responses."""

from collections.abc import Callable
from functools import partial

from core.personal_data import PersonalData
from quizzes.personal_data.operations import anonymise_person
from quizzes.personal_data.queries import export_attempts
from quizzes.personal_data.words import WORDS


def part(list_sensitive_owners: Callable[[], frozenset[str]]) -> PersonalData:
    """The part of the registry; who a sensitive quiz belongs to is known above."""
    return PersonalData(partial(export_attempts, list_sensitive_owners), anonymise_person, WORDS)
