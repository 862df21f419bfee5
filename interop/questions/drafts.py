"""A question as a list says it, before it is settled what is right.

A list may say the key in several ways at once: beside the question, in a table at the end, by the
look of a choice. All that are said have to agree; where none is said, or two differ, the question
is refused with the reason, and nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.sentences import Sentence, say
from interop.lessons.markdown import escape
from interop.questions.vietnamese import (
    FALSE,
    FALSE_WORDS,
    LETTERS,
    TRUE,
    TRUE_OR_FALSE,
    TRUE_WORDS,
)
from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.accepted import AcceptedText, text_to_json
from quizzes.quiz_markdown.headings import derive_id
from quizzes.quiz_markdown.problems import Problem, ProblemLog

MARK_KEY = say(
    "Write Đáp án: B below it, or set the right choice in bold, underlined, in a colour or with *."
)
ONE_KEY = say("Say the same in both places, or in one only.")
SIGN_NAMES: Mapping[str, Sentence] = {
    "star": say("an asterisk"),
    "highlight": say("a highlight"),
    "colour": say("a colour"),
    "underline": say("an underline"),
    "bold": say("bold"),
    "line": say("the line of the answer"),
    "table": say("the table of answers"),
}


@dataclass
class Draft:
    """A question as it stands in a list; `keys` are the letters that each way of saying names.

    `answer` is what the line of the answer says in words where it names no letters. `line` is the
    paragraph or row it begins at. One that `is_refused` has its reason in the log already.
    """

    line: int
    number: str = ""
    stem: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    choice_letters: list[str] = field(default_factory=list)
    keys: dict[str, frozenset[str]] = field(default_factory=dict)
    answer: str = ""
    explanation: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    difficulty: str | None = None
    source: str | None = None
    points: int | None = None
    is_refused: bool = False


@dataclass(frozen=True)
class QuestionsRead:
    """What a file brings: its questions, and what is wrong or left out, by line or row."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()


def settle(draft: Draft, log: ProblemLog, language: str = "vi") -> Question | None:
    """The question that a draft says, or None with the reason in the log."""
    if draft.is_refused:
        return None
    stem = _text(draft.stem)
    if not stem:
        log.refuse(draft.line, say("A question has no words."), say("Write them after its number."))
        return None
    if not draft.choices:
        return _settle_written(draft, stem, log, language)
    if not _has_sound_choices(draft, log):
        return None
    right = find_key(draft, log)
    if right is None:
        return None
    is_right = tuple(letter in right for letter in draft.choice_letters)
    texts = tuple(escape(" ".join(each.split())) for each in draft.choices)
    told = _text(draft.explanation) or None
    words = QuestionText(stem, texts, (None,) * len(texts), told)
    kind = _type_of(draft.choices, is_right)
    return _make(draft, kind, words, tuple(Choice(each) for each in is_right), language)


def find_key(draft: Draft, log: ProblemLog) -> frozenset[str] | None:
    """The letters of the right choices, if they are said and all that is said agrees."""
    said = {way: letters for way, letters in draft.keys.items() if letters}
    if not said:
        answer = draft.answer.strip().casefold()
        texts = [" ".join(each.split()).casefold().rstrip(".") for each in draft.choices]
        if answer.rstrip(".") in texts:
            return frozenset(draft.choice_letters[texts.index(answer.rstrip("."))])
        name = _name(draft)
        if answer:
            message = say(
                "%(question)s: the answer “%(answer)s” is none of its choices.",
                question=name,
                answer=draft.answer[:60],
            )
        else:
            message = say("%(question)s: it is not said which choice is right.", question=name)
        log.refuse(draft.line, message, MARK_KEY)
        return None
    ways = list(said)
    other = next((way for way in ways if said[way] != said[ways[0]]), None)
    if other is not None:
        _refuse_two_keys(draft, said, ways[0], other, log)
        return None
    return _known_letters(draft, said[ways[0]], log)


def list_letters(text: str) -> frozenset[str]:
    """The letters that a key names: B; A, C; ACD; a và c."""
    found = re.sub(r"\b(?:và|and)\b|[\s,;&+./-]", "", text.strip(), flags=re.I).upper()
    is_key = bool(found) and all(letter in LETTERS for letter in found)
    return frozenset(found) if is_key and len(set(found)) == len(found) else frozenset()


def _known_letters(draft: Draft, key: frozenset[str], log: ProblemLog) -> frozenset[str] | None:
    unknown = sorted(key - set(draft.choice_letters))
    if unknown:
        log.refuse(
            draft.line,
            say(
                "%(question)s: the key names %(letter)s, and there is no such choice.",
                question=_name(draft),
                letter=", ".join(unknown),
            ),
            say("Correct the key, or add the choice."),
        )
        return None
    return key


def _refuse_two_keys(
    draft: Draft, said: Mapping[str, frozenset[str]], one: str, other: str, log: ProblemLog
) -> None:
    log.refuse(
        draft.line,
        say(
            "%(question)s: %(one)s says %(first)s, %(other)s says %(second)s.",
            question=_name(draft),
            one=SIGN_NAMES[one],
            first=", ".join(sorted(said[one])),
            other=SIGN_NAMES[other],
            second=", ".join(sorted(said[other])),
        ),
        ONE_KEY,
    )


def _has_sound_choices(draft: Draft, log: ProblemLog) -> bool:
    name, letters = _name(draft), draft.choice_letters
    expected = list(LETTERS[: len(letters)])
    reason = None
    if len(letters) < 2:
        reason = say("%(question)s has fewer than two choices.", question=name)
    elif letters != expected:
        reason = say(
            "%(question)s: its choices are %(letters)s and would have to be %(expected)s.",
            question=name,
            letters=", ".join(letters),
            expected=", ".join(expected),
        )
    elif not all(each.strip() for each in draft.choices):
        reason = say("%(question)s: a choice has no words.", question=name)
    elif len({" ".join(each.split()).casefold() for each in draft.choices}) < len(letters):
        reason = say("%(question)s: two choices are the same.", question=name)
    if reason is not None:
        log.refuse(draft.line, reason, say("Correct it in the list."))
    return reason is None


def _settle_written(draft: Draft, stem: str, log: ProblemLog, language: str) -> Question | None:
    """A question without choices: one of true and false, or one with an answer in words."""
    words = draft.answer.strip().rstrip(".")
    if words.casefold() in (*TRUE_WORDS, *FALSE_WORDS):
        is_true = words.casefold() in TRUE_WORDS
        told = _text(draft.explanation) or None
        text = QuestionText(_without_hint(stem), (TRUE, FALSE), (None, None), told)
        return _make(draft, "true_false", text, (Choice(is_true), Choice(not is_true)), language)
    if words and len(words) <= 100 and not any(draft.keys.values()):
        answers = [text_to_json(AcceptedText(fraction=None, text=words))]
        text = QuestionText(
            stem, feedback=(None,), explanation=_text(draft.explanation) or None,
            details={"answers": answers},
        )  # fmt: skip
        return _make(draft, "short_answer", text, (), language)
    log.refuse(
        draft.line,
        say("%(question)s has no choices.", question=_name(draft)),
        say("Begin each choice with A., B., C., on a line of its own or one after another."),
    )
    return None


def _make(
    draft: Draft, kind: str, text: QuestionText, choices: Sequence[Choice], language: str
) -> Question:
    return Question(
        id=derive_id(text.stem, "q-"),
        type=kind,
        texts={language: text},
        choices=tuple(choices),
        points=Decimal(draft.points or 1),
        tags=draft.tags,
        difficulty=draft.difficulty,
        source=draft.source,
        line=draft.line,
    )


def _type_of(choices: Sequence[str], is_right: Sequence[bool]) -> str:
    words = [each.strip().rstrip(".").casefold() for each in choices]
    if len(words) == 2 and words[0] in TRUE_WORDS[:2] and words[1] in FALSE_WORDS[:2]:
        return "true_false" if sum(is_right) == 1 else "multiple_choice"
    return "single_choice" if sum(is_right) == 1 else "multiple_choice"


def _text(lines: Iterable[str]) -> str:
    """Paragraphs of plain words as Markdown."""
    return "\n\n".join(escape(" ".join(each.split())) for each in lines if each.strip())


def _without_hint(stem: str) -> str:
    return TRUE_OR_FALSE.sub("", stem)


def _name(draft: Draft) -> Sentence:
    """What a question is called where it is told of."""
    if draft.number:
        return say("Question %(number)s", number=draft.number)
    words = " ".join(" ".join(draft.stem).split())
    return say("“%(words)s”", words=words[:40] + ("…" if len(words) > 40 else ""))
