"""What reports hold about a person: the goals she set."""

from core.personal_data import PersonalData
from reports.personal_data.operations import anonymise_person
from reports.personal_data.queries import export_person
from reports.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
