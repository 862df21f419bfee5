"""Questions that are typed into, for tests: drawn by hypothesis."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.accepted import (
    FLAGS,
    AcceptedNumber,
    AcceptedText,
    number_to_json,
    text_to_json,
)
from quizzes.question_types.gap_markup import read_gaps
from tests.unit.quizzes import samples

_ANSWERS = [
    "111",
    "1.000",
    "007",
    "hoà bình",
    "Đúng",
    "a {50%}",
    "{exact}",
    "> quoted",
    "= equal",
    "\\",
    "C:\\temp\\{x}",
    "```",
    "~~~",
    "- [x] no choice",
    "<!-- answers -->",
    "? hint",
    "# no heading",
    "60 +- 5",
    "x | y ~ z",
]
answers = st.sampled_from(_ANSWERS) | st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\r\n"), min_size=1, max_size=9
)
amounts = st.decimals(0, 10**12, places=3) | st.integers(0, 2000).map(Decimal)
signed = amounts | amounts.map(lambda amount: -amount)
partial = st.none() | st.decimals(0, 1, places=4)
flags = st.sets(st.sampled_from(FLAGS)).map(lambda chosen: dict.fromkeys(sorted(chosen), True))


def accepted_texts(fractions: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Draw an accepted text as it is kept."""
    texts = st.builds(AcceptedText, fractions, answers, st.booleans(), st.booleans())
    return texts.map(text_to_json)


def accepted_numbers(fractions: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Draw an accepted number as it is kept."""
    numbers = st.builds(AcceptedNumber, fractions, signed, st.none() | amounts)
    ranges = st.builds(
        lambda fraction, ends: AcceptedNumber(fraction, least=min(ends), most=max(ends)),
        fractions,
        st.tuples(signed, signed),
    )
    return (numbers | ranges).map(number_to_json)


def lists_of(kept) -> st.SearchStrategy[list[dict]]:
    """Draw accepted answers, of which the first earns all."""
    return st.builds(
        lambda one, others: [one, *others], kept(st.none()), st.lists(kept(partial), max_size=2)
    )


@st.composite
def short_answers(draw: st.DrawFn) -> Question:
    """Draw a question of short answer that a file can hold."""
    kept = draw(lists_of(accepted_texts))
    text = replace(draw(_words(len(kept))), details={"answers": kept})
    return Question(id="q", type="short_answer", texts={"vi": text}, details=draw(flags))


@st.composite
def numbers(draw: st.DrawFn) -> Question:
    """Draw a question for a number that a file can hold."""
    kept = draw(lists_of(accepted_numbers))
    text = draw(_words(len(kept)))
    return Question(id="q", type="number", texts={"vi": text}, details={"answers": kept})


_TEXT_GAPS = ["{{16}}", "{{a|b}}", "{{a\\|b {exact} | c {50%}}}", "{{ hoà bình {no-diacritics} }}"]
_NUMBER_GAPS = ["{{60 +- 5}}", "{{55..65 | 50..70 {50%}}}", "{{-1.5 +- 0}}"]
_CHOICE_GAPS = ["{{=right ~ wrong}}", "{{a ~ =b ~ =c ~ d {50%}}}"]
_AROUND = [
    "{gap}",
    "before {gap} after",
    "**strong {gap}5**",
    "`{{{{code}}}}` and \\{{{{text}}}} {gap}",
    "- item {gap}\n- other",
    "| a | b |\n|---|---|\n| {gap} | 2 |",
    "> said {gap}",
    "### heading {gap}",
]
gaps = st.sampled_from([*_TEXT_GAPS, *_NUMBER_GAPS, *_CHOICE_GAPS])
_plain = samples.texts.filter(lambda text: not read_gaps(text))


@st.composite
def stems(draw: st.DrawFn, kinds: tuple[str, ...] = ()) -> str:
    """Draw a text with gaps of these kinds, or of any."""
    pools = {"text": _TEXT_GAPS, "number": _NUMBER_GAPS, "choice": _CHOICE_GAPS}
    drawn = [draw(st.sampled_from(pools[kind])) for kind in kinds]
    drawn = drawn or draw(st.lists(gaps, min_size=1, max_size=3))
    parts = [draw(st.just("Fill in.") | _plain)]
    parts += [draw(st.sampled_from(_AROUND)).format(gap=gap) for gap in drawn]
    return "\n\n".join([*parts, draw(_plain)])


@st.composite
def clozes(draw: st.DrawFn) -> Question:
    """Draw a cloze question that a file can hold."""
    stem = draw(stems())
    return Question(
        id="q",
        type="cloze",
        texts={"vi": replace(draw(_words(0)), stem=stem)},
        choices=choices_of(stem),
        details=draw(flags),
    )


def choices_of(stem: str) -> tuple[Choice, ...]:
    """Give the choices of all gaps of a text."""
    options = (option for gap in read_gaps(stem) for option in gap.options)
    return tuple(Choice(option.is_right, option.fraction) for option in options)


def questions() -> st.SearchStrategy[Question]:
    """Draw a question of any of these types."""
    return short_answers() | numbers() | clozes()


@st.composite
def translations(draw: st.DrawFn, question: Question) -> QuestionText:
    """Draw the words of a question in another language."""
    text = question.texts["vi"]
    if question.type == "number":
        return draw(_words(len(text.feedback)))
    if question.type == "cloze":
        return replace(draw(_words(0)), stem=draw(st.just(text.stem) | st.just("")))
    kept = draw(st.lists(accepted_texts(partial), max_size=3))
    return replace(draw(_words(len(kept))), details={"answers": kept} if kept else {})


@st.composite
def _words(draw: st.DrawFn, count: int) -> QuestionText:
    return QuestionText(
        stem=draw(samples.texts),
        feedback=tuple(draw(samples.optional_texts) for _ in range(count)),
        explanation=draw(samples.optional_texts),
        hints=tuple(draw(st.lists(samples.texts, max_size=1))),
    )
