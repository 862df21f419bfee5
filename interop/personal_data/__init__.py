"""What interop holds about a person: the files that she sent and has not decided on."""

from core.personal_data import PersonalData
from interop.personal_data.operations import anonymise_person
from interop.personal_data.queries import export_person
from interop.personal_data.words import WORDS

PART = PersonalData(export_person, anonymise_person, WORDS)
