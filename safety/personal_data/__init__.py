"""What the register of helplines holds about a person: that she called a line to check it."""

from core.personal_data import PersonalData
from safety.personal_data.operations import anonymise_person
from safety.personal_data.queries import export_person
from safety.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
