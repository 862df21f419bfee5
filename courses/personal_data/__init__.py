"""What courses hold about a person: the texts she wrote and the editions she published."""

from core.personal_data import PersonalData
from courses.personal_data.operations import anonymise_person
from courses.personal_data.queries import export_person
from courses.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
