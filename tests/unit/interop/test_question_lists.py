"""Lists of questions in Word and Excel are read as they are meant, and nothing is guessed."""

import pytest

from interop.docx.model import Document
from interop.docx.reading import read_docx
from interop.questions.drafts import list_letters
from interop.questions.formats import FORMATS, FormatRefused, find_format, read_questions
from interop.questions.sheet_lists import read_sheet_list
from interop.questions.sheet_writing import write_sheet_list, write_sheet_template
from interop.questions.template import write_word_template
from interop.questions.vietnamese import HEADER
from interop.questions.word_lists import read_word_list
from quizzes.quiz_markdown.alone import read_alone
from quizzes.quiz_markdown.writing import write_question
from tests.unit.interop.shapes import SHEET_SHAPES, WORD_SHAPES


def letters(question):
    both = zip("ABCDEF", question.choices, strict=False)
    return "".join(letter for letter, choice in both if choice.is_correct)


def explanation(question):
    return question.texts[question.language].explanation


@pytest.mark.parametrize("shape", WORD_SHAPES, ids=lambda shape: shape.name)
def test_a_list_in_word_says_what_it_says(shape):
    read = read_word_list(read_docx(shape.content) if not _numbers(shape) else _document(shape))
    errors = [str(each.message) for each in read.problems if each.severity == "error"]
    assert [letters(each) for each in read.questions] == list(shape.right), errors
    assert len(errors) == len(shape.refused), errors
    for part, message in zip(shape.refused, errors, strict=True):
        assert part in message
    if shape.types:
        assert [each.type for each in read.questions] == list(shape.types)
    if shape.explained:
        assert [explanation(each) for each in read.questions] == list(shape.explained)


def _numbers(shape):
    """Numbers that Word works out stand in no text: such a shape is read from its model."""
    return any(getattr(block, "number", "") for block in shape.blocks)


def _document(shape):
    return Document(shape.blocks)


@pytest.mark.parametrize(
    ("rows", "right", "refused"),
    [each[1:] for each in SHEET_SHAPES],
    ids=[e[0] for e in SHEET_SHAPES],
)
def test_a_list_in_excel_says_what_it_says(rows, right, refused):
    read = read_sheet_list(rows)
    assert [letters(each) for each in read.questions] == list(right)
    errors = [each for each in read.problems if each.severity == "error"]
    for (line, part), problem in zip(refused, errors, strict=False):
        assert problem.line == line
        assert part in problem.message


def test_every_question_of_a_list_becomes_quiz_markdown_and_comes_back():
    for shape in WORD_SHAPES:
        document = _document(shape) if _numbers(shape) else read_docx(shape.content)
        for question in read_word_list(document).questions:
            file, problems = read_alone(write_question(question, "vi"), "banks/x.md", "vi")
            assert not problems
            assert file.questions[0].texts == question.texts
            assert file.questions[0].choices == question.choices


def test_signs_of_markdown_in_a_list_are_words():
    stem = "Câu nào đúng về 5*3*2, [x] và {y}? # > - 1."
    rows = (("Câu hỏi", "A", "B", "Đáp án"), (stem, "- một {a}", "> hai", "A"))
    (question,) = read_sheet_list(rows).questions
    file, problems = read_alone(write_question(question, "vi"), "banks/x.md", "vi")
    assert not problems
    assert file.questions[0].texts["vi"] == question.texts["vi"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("B", "B"), ("b", "B"), ("A, C", "AC"), ("ACD", "ACD"), ("a và c", "AC"), ("BA", "AB")),
        *(("", ""), ("I", ""), ("AA", ""), ("Đúng", ""), ("111", ""), ("?", "")),
    ],
)
def test_letters_of_a_key(text, found):
    assert list_letters(text) == frozenset(found)


def test_templates_can_be_read():
    _format, read = read_questions("mau.xlsx", write_sheet_template())
    assert [letters(each) for each in read.questions] == ["B", "AB", "B"]
    assert not read.problems
    _format, read = read_questions("mau.docx", write_word_template())
    assert [letters(each) for each in read.questions] == ["B", "AB", "B"]
    assert not read.problems


def test_a_bank_goes_to_excel_and_comes_back():
    _format, read = read_questions("mau.xlsx", write_sheet_template())
    written = write_sheet_list(read.questions, "Luật")
    assert not written.problems
    _format, again = read_questions("again.xlsx", written.content)
    assert again.questions == read.questions


def test_what_excel_cannot_hold_is_named():
    source = (
        "## Kể một việc. {#plan type=essay}\n\n## Hai? {#two}\n\n"
        "- [x] 2 {50%}\n    > Tốt.\n- [ ] 3\n\n? Gợi ý\n"
    )
    file, _problems = read_alone(source, "x.md", "vi")
    written = write_sheet_list(file.questions, "x")
    assert [str(each.message) for each in written.problems] == [
        "“#plan” cannot stand in an Excel list and is left out.",
        "“#two”: feedback cannot stand in an Excel list.",
        "“#two”: hints cannot stand in an Excel list.",
        "“#two”: shares of the points cannot stand in an Excel list.",
    ]
    assert len(HEADER) == 14


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "old Word file"),
        ("a.bin", b"\x00\x01", "cannot be told"),
    ],
)
def test_a_file_of_no_format_is_refused_with_what_to_do(name, content, part):
    with pytest.raises(FormatRefused) as refused:
        find_format(name, content)
    assert part in refused.value.reason


def test_an_unknown_format_is_refused_with_those_known():
    with pytest.raises(FormatRefused) as refused:
        find_format("a.md", b"", "smoke-signals")
    assert "quiz-markdown, docx, xlsx" in refused.value.reason
    assert list(FORMATS) == ["quiz-markdown", "docx", "xlsx"]
