"""What notices hold about a person: the mails that were written to them."""

from core.personal_data import PersonalData
from notices.personal_data.operations import anonymise_person
from notices.personal_data.queries import export_person
from notices.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
