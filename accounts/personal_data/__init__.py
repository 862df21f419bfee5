"""What accounts holds about a person: who it is, where, what may be done, and the audit."""

from accounts.personal_data.operations import anonymise_person
from accounts.personal_data.queries import export_person
from accounts.personal_data.words import WORDS
from core.personal_data import PersonalData

PART = PersonalData(export_person, anonymise_person, WORDS)
