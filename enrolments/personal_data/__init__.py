"""What enrolments hold about a person: courses, and what was done of them."""

from core.personal_data import PersonalData
from enrolments.personal_data.operations import anonymise_person
from enrolments.personal_data.queries import export_person
from enrolments.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
