"""What a question's heading says of it beside its text: points, tags, difficulty and the like."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from core.sentences import Sentence, say
from quizzes.content import DIFFICULTIES, SCORINGS, Question
from quizzes.quiz_markdown.attributes import (
    Attributes,
    read_number,
    refuse_unknown,
    write_number,
)
from quizzes.quiz_markdown.blocks import Heading
from quizzes.quiz_markdown.problems import ProblemLog

COMMON_ATTRIBUTES = frozenset({"type", "points", "tags", "difficulty", "source", "penalty"})
RETIRED = "retired"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_ONE = Decimal(1)


@dataclass(frozen=True)
class HeadingFields:
    """The fields of a question that its heading gives."""

    points: Decimal = _ONE
    tags: tuple[str, ...] = ()
    difficulty: str | None = None
    source: str | None = None
    scoring: str = "partial"
    penalty: Decimal | None = None
    is_retired: bool = False


def read_fields(
    attributes: Attributes,
    own: frozenset[str],
    own_flags: frozenset[str],
    line: int,
    problems: ProblemLog,
) -> HeadingFields:
    """Read the fields; `own` and `own_flags` are what only the question's type knows."""
    flags = own_flags | {RETIRED}
    refuse_unknown(attributes, COMMON_ATTRIBUTES | own, flags, line, problems)
    values = attributes.values
    mend = say("Write a number from 0: points=1.5.")
    points = _read_number(values, "points", mend, line, problems)
    mend = say("Write a number from 0 to 1: penalty=0.33.")
    penalty = _read_number(values, "penalty", mend, line, problems, most=_ONE)
    return HeadingFields(
        points=_ONE if points is None else points,
        tags=tuple(dict.fromkeys(re.findall(r"[^\s,]+", values.get("tags", "")))),
        difficulty=_read_word(values, "difficulty", DIFFICULTIES, line, problems),
        source=values.get("source") or None,
        scoring=_read_word(values, "scoring", SCORINGS, line, problems) or SCORINGS[0],
        penalty=penalty,
        is_retired=RETIRED in attributes.flags,
    )


def write_fields(question: Question, type_word: str | None, own: Attributes) -> Attributes:
    """Write the fields that differ from what a heading without them means, then its type's own."""
    points, penalty = question.points, question.penalty
    values = {
        "type": type_word,
        "points": None if points == _ONE else write_number(points),
        "tags": " ".join(question.tags),
        "difficulty": question.difficulty,
        "source": question.source,
        "scoring": None if question.scoring == SCORINGS[0] else question.scoring,
        "penalty": None if penalty is None else write_number(penalty),
    }
    given = {key: value for key, value in values.items() if value}
    flags = (*own.flags, *((RETIRED,) if question.is_retired else ()))
    return Attributes(question.id, flags, {**given, **own.values})


def read_id(heading: Heading, text: str, prefix: str, problems: ProblemLog) -> str:
    """Read the id in a heading, or derive one from the text that it names."""
    attributes, line = heading.attributes, heading.line
    if attributes.id is None:
        return derive_id(text, prefix)
    if not _ID.fullmatch(attributes.id):
        problems.refuse(
            line,
            say("“#%(id)s” is no id.", id=attributes.id),
            say("Use letters a–z, digits, - and _, beginning with a letter or digit."),
        )
    return attributes.id


def derive_id(text: str, prefix: str) -> str:
    """Derive an id from a text: the prefix and ten hexadecimal digits of the text's SHA-256.

    Case, space and Unicode form make no difference, so that a text retyped keeps its id.
    """
    normalised = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return f"{prefix}{sha256(normalised.encode()).hexdigest()[:10]}"


def _read_number(
    values: Mapping[str, str],
    key: str,
    mend: Sentence,
    line: int,
    problems: ProblemLog,
    most: Decimal = Decimal("Infinity"),
) -> Decimal | None:
    if key not in values:
        return None
    number = read_number(values[key])
    if number is None or not 0 <= number <= most:
        problems.refuse(line, _impossible(key, values[key]), mend)
        return None
    return number


def _read_word(
    values: Mapping[str, str], key: str, words: Sequence[str], line: int, problems: ProblemLog
) -> str | None:
    word = values.get(key)
    if word is not None and word not in words:
        mend = say("Write one of: %(words)s.", words=", ".join(words))
        problems.refuse(line, _impossible(key, word), mend)
        return None
    return word


def _impossible(key: str, value: str) -> Sentence:
    return say("%(key)s=%(value)s is not possible.", key=key, value=value)
