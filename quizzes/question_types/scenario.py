"""Scenario: a story in which each choice leads on, marked by the way taken or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.sentences import Sentence, say
from quizzes.content import Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    grade_share,
)
from quizzes.question_types.rendering import Render, phrasing, render_texts
from quizzes.question_types.scenario_sample import SAMPLE
from quizzes.question_types.story import Path, Story, make_story
from quizzes.question_types.story_checks import check_nodes, find_other_nodes
from quizzes.question_types.story_shown import ShownStory, show_story, value_of
from quizzes.quiz_markdown.attributes import write_number
from quizzes.quiz_markdown.blocks import QuestionBlock, join_stem
from quizzes.quiz_markdown.nodes import Node, NodeChoice, read_nodes, write_node_text, write_nodes
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words


@dataclass(frozen=True)
class ScenarioResponse:
    """The way taken so far, from the beginning; never empty."""

    path: Path


class Scenario(QuestionType[ScenarioResponse]):
    """A story told in nodes."""

    name = "scenario"
    markdown_name = "scenario"
    label = say("Story that branches")
    shuffles_choices = False
    # Nodes and the ways between them are told better than they are filled in.
    has_form = False
    sample = SAMPLE

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the nodes; what stands before them is the stem."""
        before, nodes = read_nodes(block.lines, problems)
        return Answers(
            details={"nodes": list(map(_facts_of, nodes))},
            text_details={"nodes": list(map(_words_of, nodes))} if nodes else {},
            stem=join_stem(block.title, before),
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps the story from being told to an end."""
        nodes = read_nodes(block.lines, ProblemLog(""))[1]
        check_nodes(nodes, make_story({"nodes": list(map(_facts_of, nodes))}), block.line, problems)

    def write_stem(self, question: Question, text: QuestionText) -> str:
        """Write the stem and the nodes; a translation leaves the points to its original."""
        is_translation = text is not question.texts[question.language]
        nodes = [
            _write_node(facts, words, is_translation)
            for facts, words in zip(_nodes_of(question), _nodes_of(text), strict=False)
        ]
        return "\n\n".join(filter(None, [write_node_text(text.stem), write_nodes(nodes)]))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether the story goes other ways."""
        return find_other_nodes(
            original.id, make_story(original.details), make_story(translated.details)
        )

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave every node to be translated where there is none."""
        if text.details.get("nodes"):
            return text
        nodes = [
            {"title": "", "text": "", "choices": [""] * len(facts["choices"])}
            for facts in _nodes_of(original)
        ]
        return replace(text, details={"nodes": nodes})

    def list_passages(self, text: QuestionText) -> Iterator[str]:
        """List the texts of the nodes, too."""
        yield from super().list_passages(text)
        for node in _nodes_of(text):
            yield from filter(None, (node["title"], node["text"], *node["choices"]))

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the nodes, too; texts keep their paragraphs, titles and choices have none."""
        nodes = [
            _render_node(node, render, f"node-{number}")
            for number, node in enumerate(_nodes_of(text))
        ]
        stem = render(text.stem, "stem")
        return {**render_texts(text, render), "stem": stem, "nodes": nodes}

    def is_graded(self, question: Question) -> bool:
        """Whether some way earns something."""
        return make_story(question.details).is_graded

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> ScenarioResponse | None:
        """Read the choices made, from the beginning on: `calm:0` is the first choice of #calm."""
        story = make_story(question.details)
        path: list[tuple[str, int]] = []
        for value in form_values:
            step = _list_ways_on(story, path).get(value)
            if step is None:
                raise ResponseRefused(f"{value!r} does not lead on in question {question.id}")
            path.append(step)
        return ScenarioResponse(tuple(path)) if path else None

    def form_values(
        self, question: Question, response: ScenarioResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give the choices made, as hidden fields hold them."""
        path = make_story(question.details).follow(response.path)
        return tuple(map(value_of, path))

    def serialise(self, response: ScenarioResponse) -> list[list[str | int]]:
        """Give the choices made as pairs of a node and an index."""
        return [list(step) for step in response.path]

    def deserialise(self, value: Any) -> ScenarioResponse:
        """Make a response of a list of pairs."""
        if not isinstance(value, list) or not value or not all(map(_is_step, value)):
            raise ResponseRefused(f"{value!r} is no way through a story")
        return ScenarioResponse(tuple((key, index) for key, index in value))

    def grade(self, question: Question, response: ScenarioResponse | None) -> Grade:
        """Give what the choices made earn, as a share of what the best way through earns.

        Choices that a later edition of the story knows no more earn nothing.
        """
        story = make_story(question.details)
        if response is None or not story.is_graded:
            return grade_share(Fraction(0))
        return grade_share(story.add_up(story.follow(response.path)) / story.most)

    def correct_response(self, question: Question) -> ScenarioResponse | None:
        """Give the best way through; none where no way is better than another."""
        story = make_story(question.details)
        return ScenarioResponse(story.find_best_path()) if story.is_graded else None

    def is_complete(self, question: Question, response: ScenarioResponse) -> bool:
        """Whether the way has come to an end."""
        story = make_story(question.details)
        return not _list_ways_on(story, story.follow(response.path))

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say the words of the choice."""
        nodes = zip(_nodes_of(question), _nodes_of(question.texts[question.language]), strict=False)
        known = {
            value_of((facts["id"], index)): text
            for facts, words in nodes
            for index, text in enumerate(words["choices"])
        }
        return Sentence(known[word]) if word in known else super().name_part(question, word)

    def reads_alike(self, before: Question, after: Question) -> bool:
        """Whether the story goes the same ways."""
        return _ways_of(before) == _ways_of(after)

    def show(
        self,
        question: Question,
        words: Words,
        response: ScenarioResponse | None,
        order: Sequence[int],
    ) -> ShownStory:
        """Give the story, and the way taken through it."""
        story = make_story(question.details)
        path = story.follow(response.path) if response else ()
        return show_story(story, words, path)

    def count_parts(self, question: Question, response: ScenarioResponse) -> tuple[str, ...]:
        """Count each choice made, by its node and index."""
        return tuple(map(value_of, response.path))

    def guess_share(self, question: Question) -> Fraction | None:
        """Give the mean of what the ways earn, every choice being left to chance."""
        story = make_story(question.details)
        return story.average() / story.most if story.is_graded else None


def _list_ways_on(story: Story, path: Sequence[tuple[str, int]]) -> Mapping[str, tuple[str, int]]:
    """The choices that lead on from where a path has come to, by the values they send."""
    now = story.find_now(path)
    steps = [(now.id, index) for index in range(len(now.choices))] if now else []
    return {value_of(step): step for step in steps}


def _is_step(value: Any) -> bool:
    return (
        isinstance(value, list) and [type(part) for part in value] == [str, int] and value[1] >= 0
    )


def _nodes_of(holder: Question | QuestionText) -> Sequence[Mapping[str, Any]]:
    nodes: Sequence[Mapping[str, Any]] = holder.details.get("nodes", ())
    return nodes


def _ways_of(question: Question) -> list[tuple[str, list[str]]]:
    """Give each node with where its choices lead."""
    return [
        (node["id"], [choice["to"] for choice in node["choices"]]) for node in _nodes_of(question)
    ]


def _facts_of(node: Node) -> dict[str, Any]:
    return {"id": node.id, "choices": list(map(_choice_facts_of, node.choices))}


def _choice_facts_of(choice: NodeChoice) -> dict[str, str | None]:
    points = choice.points
    return {"to": choice.to, "points": None if points is None else write_number(points)}


def _words_of(node: Node) -> dict[str, Any]:
    words = [choice.text for choice in node.choices]
    return {"title": node.title, "text": node.text, "choices": words}


def _write_node(facts: Mapping[str, Any], words: Mapping[str, Any], is_translation: bool) -> Node:
    choices = tuple(
        NodeChoice(text, choice["to"], _points_of(choice, is_translation))
        for choice, text in zip(facts["choices"], words["choices"], strict=True)
    )
    return Node(facts["id"], words["title"], words["text"], choices)


def _points_of(choice: Mapping[str, Any], is_translation: bool) -> Decimal | None:
    is_silent = is_translation or choice["points"] is None
    return None if is_silent else Decimal(choice["points"])


def _render_node(node: Mapping[str, Any], render: Render, name: str) -> dict[str, Any]:
    def phrase(text: str, part: str) -> str:
        return phrasing(render(text, f"{name}-{part}")) if text else ""

    return {
        "title": phrase(node["title"], "title"),
        "text": render(node["text"], name) if node["text"] else "",
        "choices": [phrase(text, str(index)) for index, text in enumerate(node["choices"])],
    }
