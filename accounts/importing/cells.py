"""One cell to one value. A blank cell says nothing; what cannot be read is refused by a code."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from accounts import identifiers
from accounts.names import fold
from core.characters import are_visible, has_visible
from core.tables import FORMULA_STARTS, Cell

EXCEL_BEGINS = date(1899, 12, 30)  # day 0, by Excel's own count with its 29 February 1900
# 1927 to 2100: below, somebody wrote a year where a day belongs, or something else altogether.
FIRST_EXCEL_DAY, LAST_EXCEL_DAY = 10_000, 73_415
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
MONTH = re.compile(r"\d{1,2}[/.\-](\d{4})")
TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?\Z")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
SHOWN = 60
FORMULA_SIGNS = FORMULA_STARTS - {"\t", "\r"}

SEXES = {
    "nu": "female", "ba": "female", "co": "female", "f": "female",
    "female": "female", "woman": "female", "gai": "female",
    "nam": "male", "m": "male", "male": "male", "ong": "male", "man": "male", "trai": "male",
    "not stated": "not_stated", "khong ro": "not_stated", "khong neu": "not_stated",
    "khac": "not_stated", "other": "not_stated", "khong khai": "not_stated",
}  # fmt: skip
LANGUAGES = {
    "vi": "vi", "vn": "vi", "viet": "vi", "tieng viet": "vi", "vietnamese": "vi",
    "en": "en", "anh": "en", "tieng anh": "en", "english": "en",
}  # fmt: skip


class CellRefused(Exception):
    """A cell cannot be read; `code` is one of problems.WORDS."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def raw_text(cell: Cell) -> str:
    """The text of a cell: NFC and trimmed.

    An apostrophe that only keeps a spreadsheet from taking it for a formula is left out.
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.strip()
    if text[:1] == "'" and text.lstrip("'")[:1] in FORMULA_SIGNS:
        text = text[1:].strip()
    return text


def plain_text(cell: Cell) -> str:
    """The text of a cell as names are kept: spaces made one, without invisible signs."""
    return tidy_text(raw_text(cell))


def tidy_text(text: str) -> str:
    """A text with its spaces made one, and without signs that only steer how it is shown."""
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return text if has_visible(text) else ""


def looks_like_formula(cell: Cell) -> bool:
    """Whether a spreadsheet would work a cell out; here nothing is."""
    return isinstance(cell, str) and cell[:1] == "="


def shown(text: str) -> str:
    """A value short enough for a sentence."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def read_text(longest: int) -> Callable[[Cell], str]:
    """Reads a text of at most `longest` characters."""

    def read(cell: Cell) -> str:
        text = plain_text(cell)
        if len(text) > longest:
            raise CellRefused("too_long", str(longest))
        if any(unicodedata.category(each) == "Cc" for each in text):
            raise CellRefused("hidden_letters", _spelt(text))
        return text

    return read


def read_identifier(cell: Cell, longest: int) -> str:
    """A text by which somebody is told apart: nothing in it is hidden, nothing left out."""
    text = raw_text(cell)
    if len(text) > longest:
        raise CellRefused("too_long", str(longest))
    if not all(are_visible(word) for word in text.split()):
        raise CellRefused("hidden_letters", _spelt(text))
    return text


def read_sex(cell: Cell) -> str:
    """female, male or not_stated."""
    text = plain_text(cell)
    if not text:
        return ""
    sex = SEXES.get(fold(text).strip(" ."))
    if sex is None:
        raise CellRefused("sex_unknown", shown(text))
    return sex


def read_birth_year(cell: Cell) -> int | None:
    """The year, of a year or a day: only the year is kept."""
    text = plain_text(cell)
    if not text:
        return None
    year = _year(cell, text)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellRefused("year_unknown", shown(text))
    return year


def read_day(cell: Cell) -> date | None:
    """A day: a date, Excel's number of one, also as a text, 31/12/1985 or 1985-12-31."""
    text = plain_text(cell)
    if not text:
        return None
    day = _day(cell, text)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellRefused("day_unknown", shown(text))
    return day


def read_code(cell: Cell) -> str | None:
    """An employee code as the database keeps it."""
    code = identifiers.normal_code(read_identifier(cell, identifiers.LONGEST_CODE))
    if code and len(code) > identifiers.LONGEST_CODE:
        raise CellRefused("too_long", str(identifiers.LONGEST_CODE))
    return code


def read_email(cell: Cell) -> str | None:
    """An address as the database keeps it."""
    email = identifiers.normal_email(read_identifier(cell, identifiers.LONGEST_EMAIL))
    if email and len(email) > identifiers.LONGEST_EMAIL:
        raise CellRefused("too_long", str(identifiers.LONGEST_EMAIL))
    if email and not (EMAIL.fullmatch(email) and are_visible(email)):
        raise CellRefused("email_wrong", shown(email))
    return email


def read_username(cell: Cell) -> str | None:
    """A username as the database keeps it."""
    text = raw_text(cell)
    if not text:
        return None
    if not identifiers.is_username(text):
        raise CellRefused("username_wrong", shown(_spelt(text)))
    return identifiers.normal_username(text)


def read_phone(cell: Cell) -> str:
    """A phone number; Excel takes the first nought from one that it holds for a number."""
    text = read_text(40)(cell)
    if isinstance(cell, int | float) and len(text) == 9:
        return f"0{text}"
    return text


def read_language(cell: Cell) -> str:
    """vi or en."""
    text = plain_text(cell)
    if not text:
        return ""
    language = LANGUAGES.get(fold(text))
    if language is None:
        raise CellRefused("language_unknown", shown(text))
    return language


READERS: Mapping[str, Callable[[Cell], Any]] = {
    "employee_code": read_code,
    "full_name": read_text(160),
    "family_name": read_text(160),
    "given_name": read_text(160),
    "sex": read_sex,
    "birth_year": read_birth_year,
    "position": read_text(120),
    "rank": read_text(120),
    "unit": read_text(2000),
    "email": read_email,
    "phone": read_phone,
    "language": read_language,
    "started_on": read_day,
    "ended_on": read_day,
    "username": read_username,
    "code": read_text(80),
    "path": read_text(2000),
    "name": read_text(200),
    "parent": read_text(2000),
    "kind": read_text(80),
}


def _year(cell: Cell, text: str) -> int | None:
    if text.isascii() and text.isdecimal() and len(text) == 4:
        return int(text)
    month = MONTH.fullmatch(text)
    if month:
        return int(month[1])
    day = _day(cell, text)
    return day.year if day else None


def _day(cell: Cell, text: str) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float):
        return _excel_day(float(cell))
    serial = SERIAL.fullmatch(text)
    if serial and text.isascii():
        return _excel_day(int(serial[1]))
    text = TIME.sub("", text)
    found = DAY.fullmatch(text)
    if found:
        return _calendar_day(found[3], found[2], found[1])
    found = ISO_DAY.fullmatch(text)
    return _calendar_day(found[1], found[2], found[3]) if found else None


def _excel_day(number: float) -> date | None:
    is_likely = FIRST_EXCEL_DAY <= number < LAST_EXCEL_DAY + 1
    return EXCEL_BEGINS + timedelta(days=int(number)) if is_likely else None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _spelt(text: str) -> str:
    """A text whose hidden characters are named by their numbers."""
    return shown("".join(each if each.isprintable() else f"[U+{ord(each):04X}]" for each in text))
