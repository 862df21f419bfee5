"""A scenario in a file: nodes, choices, mistakes, translations."""

import pytest

from quizzes.quiz_markdown.writing import write_quiz
from tests.unit.quizzes.question_types.stories import COUNTER, ENGLISH, STORY, translate
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, read, read_question


def messages(body):
    return [(each.line - FIRST_LINE + 1, each.message) for each in read(body)[1]]


def test_a_story_is_read_into_nodes_and_written_with_the_same_bytes():
    file, problems = read(COUNTER)
    assert problems == []
    (question,) = file.questions
    text = question.texts["vi"]
    assert text.stem == "At the counter\n\nA customer shouts at your colleague."
    assert text.explanation == "Standing there is enough."
    assert question.details["nodes"][2] == {
        "id": "alone",
        "choices": [{"to": "calm", "points": "0.5"}, {"to": "gone", "points": None}],
    }
    assert text.details["nodes"][0] == {
        "title": "What do you do?",
        "text": "",
        "choices": ["Step up beside her", "Go on working"],
    }
    assert text.details["nodes"][1]["text"] == "She thanks you."
    assert write_quiz(file, "vi").endswith(COUNTER)


RICH = (
    STORY
    + """
### {#start}

> She says “no”.

- one
- two -> not a choice, for it is not the last list

#### Then

Text.

- Say: `a -> b`, twice ->  #end {1}

    and more
? A hint for all of it.

### The end #1 ## {#end}

- only a list

<!-- answers -->
"""
)


def test_a_node_may_say_much_and_so_may_a_choice():
    question = read_question(RICH)
    text = question.texts["vi"]
    start, end = text.details["nodes"]
    assert start["title"] == ""
    assert start["text"].startswith("> She says “no”.")
    assert start["text"].endswith("#### Then\n\nText.")
    assert start["choices"] == ["Say: `a -> b`, twice\n\nand more"]
    assert question.details["nodes"][0]["choices"] == [{"to": "end", "points": "1"}]
    assert (end["title"], end["text"]) == ("The end #1 ##", "- only a list")
    assert text.hints == ("A hint for all of it.",)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("", 1, "This scenario has no nodes."),
        ("### A\n", 2, "This node has no id, so no choice can lead to it."),
        ("### A {#a b}\n", 2, "The attribute “b” is not known here."),
        ("### A {#á}\n", 2, "“#á” is no id."),
        ("### {#a}\n", 2, "This node has no text."),
        ("### A {#a}\n- x -> b\n### B {#b}\n### B {#b}\n", 5, "“#b” stands already in line 9."),
        ("### A {#a}\n- x -> bb\n### B {#bbb}\n", 3, "There is no node “#bb”."),
        ("### A {#a}\n- x ->\n", 3, "This choice leads nowhere."),
        ("### A {#a}\n- -> b\n### B {#b}\n", 3, "This choice has no text."),
        ("### A {#a}\nB\n### B {#b}\n", 4, "No way leads to the node “#b”."),
        (
            "### A {#a}\n- x -> b\n### B {#b}\n- y -> a\n",
            5,
            "This choice leads back to “#a”: the story might never end.",
        ),
        (
            "### A {#a}\n- x -> a\n",
            3,
            "This choice leads back to “#a”: the story might never end.",
        ),
        ("### A {#a}\n- x -> b {-1}\n### B {#b}\n", 3, "“-1” is no number of points."),
        ("### A {#a}\n- x -> b {50%}\n### B {#b}\n", 3, "“50%” is no number of points."),
        ("### A {#a}\n- x -> b {1 2}\n### B {#b}\n", 3, "“1 2” is no number of points."),
        ("### A {#a}\n- x -> b {#c}\n### B {#b}\n", 3, "“#c” is no number of points."),
        ("### A {#a}\n- x -> b {0}\n### B {#b}\n", 1, "No way through this story earns anything."),
        (
            "### A {#a}\n- x -> b\n    > oh\n### B {#b}\n",
            4,
            "A choice of a scenario has no feedback.",
        ),
        (
            "### A {#a}\n- x -> b\n\n> oh\n### B {#b}\n",
            5,
            "This text stands beside the choices and belongs to none of them.",
        ),
        ("### A {#a}\n- w\n- x -> b\n### B {#b}\n", 4, "A list ends right above these answers."),
    ],
)
def test_a_mistake_in_a_story(body, line, message):
    assert messages(STORY + body) == [(line, message)]
    assert all(each.suggestion for each in read(STORY + body)[1])


def test_the_nearest_node_is_named():
    _, problems = read(STORY + "### A {#start}\n- x -> clam\n### B {#calm}\n")
    assert problems[0].suggestion == "Did you mean calm?"


def test_a_translation_leaves_out_points_and_what_is_not_translated():
    file, problems = translate(ENGLISH)
    assert problems == []
    nodes = file.questions[0].texts["en"].details["nodes"]
    assert nodes[2] == {"title": "", "text": "", "choices": ["", "Im lặng"]}
    assert write_quiz(file, "en") == HEAD + "\n" + ENGLISH


def test_a_translation_of_the_stem_alone_leaves_the_story_to_the_original():
    file, problems = translate("## Ở quầy {#counter type=scenario}\n")
    assert problems == []
    nodes = file.questions[0].texts["en"].details["nodes"]
    assert [len(node["choices"]) for node in nodes] == [2, 0, 2, 0]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("{#gone}", "{#end}", "The nodes of “#counter” are not those of the original."),
        ("-> alone", "-> calm", "The choices of the node “#start” lead to other nodes."),
        ("- -> calm\n", "", "The choices of the node “#alone” lead to other nodes."),
        (
            "-> alone",
            "-> alone {2}",
            "The points of the node “#start” are not those of the original.",
        ),
    ],
)
def test_a_translation_tells_the_same_story(before, after, message):
    assert translate(ENGLISH.replace(before, after))[1] == [message]


def test_a_translation_may_say_the_points_again():
    assert translate(ENGLISH.replace("-> alone", "-> alone {0}"))[1] == []
