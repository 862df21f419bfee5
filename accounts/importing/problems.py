"""What is wrong with a file, where, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.i18n import lazy_gettext as _l

ERROR, WARNING = "error", "warning"
WARNINGS = frozenset(
    {"account_closed", "left_before", "formula_as_text", "formula_value", "formula_values"}
)

# After these it is not known whom a row is about: what else may be wrong follows from them.
DOUBTS = frozenset(
    {"codes_swapped", "code_and_name", "namesakes_swapped", "code_of_another", "row_repeated"}
)


@dataclass(frozen=True)
class Problem:
    """What is wrong: a code of WORDS; row and column from 1 as a spreadsheet shows them."""

    code: str
    row: int | None = None
    column: int | None = None
    value: str = ""

    @property
    def severity(self) -> str:
        """An error keeps the row out; a warning only tells."""
        return WARNING if self.code in WARNINGS else ERROR

    @property
    def sentence(self) -> str:
        """What is wrong, in the reader's language."""
        words = str(WORDS[self.code])
        return words % {"value": self.value} if "%(" in words else words

    def as_json(self) -> list[Any]:
        """Ready to be kept."""
        return [self.code, self.row, self.column, self.value]


# A file, then its head, then single rows.
WORDS: Mapping[str, Any] = {
    "empty": _l("The file is empty."),
    "too_large": _l("The file is larger than %(value)s MB."),
    "old_excel": _l(
        "This is an old Excel file, or one with a password. Save it as .xlsx without a password."
    ),
    "not_a_table": _l("This is neither a CSV nor an Excel workbook (.xlsx)."),
    "broken_workbook": _l("The workbook is damaged and cannot be read. Save it anew as .xlsx."),
    "bomb": _l("Unpacked, the workbook is far larger than a list of staff can be."),
    "macros": _l("The workbook holds macros. Save it as .xlsx without macros."),
    "too_many_formulas": _l(
        "The workbook holds more than %(value)s formulas. Copy the cells and paste them as values."
    ),
    "too_many_rows": _l("The file has more than %(value)s rows."),
    "too_many_columns": _l("The file has more than %(value)s columns."),
    "nul": _l("A character stands here that no text holds (NUL). Save the file anew."),
    "mixed_encodings": _l(
        "The letters here are encoded otherwise than in the rest of the file. "
        "Save the file anew as UTF-8."
    ),
    "unreadable_letters": _l(
        "The letters here are neither UTF-8, UTF-16 nor Windows-1258. Save the file as UTF-8."
    ),
    "broken_quotes": _l("The quotation marks in this row do not match."),
    "more_problems": _l("There are more than the %(value)s places that are listed."),
    "cell_too_long": _l("A cell of this row is far too long."),
    "no_rows": _l("There is no row below the column heads."),
    "no_name_column": _l("No column holds the names."),
    "no_identifier_column": _l(
        "No column holds employee codes, e-mail addresses or usernames: "
        "by one of them people are told apart."
    ),
    "no_unit_column": _l("No column holds the units' names or paths."),
    "column_twice": _l("Two columns are to hold the same: %(value)s."),
    "column_unknown": _l("No column is called “%(value)s”."),
    "column_unclear": _l("Several columns are called “%(value)s”: name it by its letter."),
    "name_missing": _l("The name is missing."),
    "identifier_missing": _l("Employee code, e-mail and username are all missing."),
    "unit_missing": _l("The unit is missing; somebody new needs one."),
    "too_long": _l("Too long: at most %(value)s characters."),
    "hidden_letters": _l("Characters stand here that cannot be seen: “%(value)s”."),
    "formula_as_text": _l("“%(value)s” looks like a formula: it is taken as text."),
    "formula_value": _l("A formula stands here: the value that it gave, “%(value)s”, is taken."),
    "formula_values": _l(
        "Further formulas stand in this column, %(value)s in all: the values that they gave are "
        "taken."
    ),
    "formula_error": _l("The formula here gives an error: %(value)s."),
    "sex_unknown": _l("“%(value)s” is no sex: write Nữ or Nam, or leave the cell empty."),
    "year_unknown": _l("“%(value)s” is no year of birth, nor a day such as 31/12/1985."),
    "day_unknown": _l("“%(value)s” is no day: write it as 31/12/1985."),
    "ended_before_start": _l("Employment ends before it starts."),
    "email_wrong": _l("“%(value)s” is no e-mail address."),
    "username_wrong": _l("“%(value)s” is no username: 2 to 80 letters or figures, no spaces."),
    "language_unknown": _l("“%(value)s” is no language: write vi or en, or leave the cell empty."),
    "unit_unknown": _l("There is no unit “%(value)s” where you may place people."),
    "unit_unclear": _l("Several units are called “%(value)s”: write the whole path."),
    "row_repeated": _l("The same person stands in row %(value)s."),
    "codes_swapped": _l(
        "The code is one person's and the name another's, who is in row %(value)s: "
        "were two codes swapped? Nobody's record is given to somebody else."
    ),
    "code_and_name": _l(
        "The code is one person's, the name and the e-mail or username are another's: "
        "were two codes swapped? Nobody's record is given to somebody else."
    ),
    "namesakes_swapped": _l(
        "Two people have this name, and beside the code of one stands the e-mail, username or "
        "year of birth of the other: were two codes swapped? Nobody's record is given to "
        "somebody else."
    ),
    "code_of_another": _l("The e-mail or username belongs to somebody with another employee code."),
    "code_taken": _l("Somebody else has this employee code."),
    "email_taken": _l("Somebody else has this address."),
    "username_taken": _l("Somebody else has this username."),
    "beyond_reach": _l("This person holds a role beyond your units."),
    "own_account": _l("This would close your own account."),
    "last_administrator": _l("This would close the account of the last administrator."),
    "account_closed": _l("The account is closed and stays so; open it on the person's page."),
    "left_before": _l("Left before today and is not in Sen: not added."),
    "unit_name_missing": _l("The unit's name is missing."),
    "unit_own_parent": _l("A unit cannot belong to itself or to one below it: %(value)s."),
    "parent_unknown": _l("There is no unit “%(value)s” to belong to."),
    "parent_unclear": _l("Several units are called “%(value)s”: give the code or the whole path."),
    "unit_repeated": _l("The same unit stands in row %(value)s."),
    "top_unit": _l("There is one unit at the top already: say what this one belongs to."),
}
