"""What is wrong with a story as it is written, and what keeps a translation from being its own."""

from collections.abc import Sequence
from difflib import get_close_matches

from core.sentences import Sentence, say
from quizzes.question_types.base import Disagreement
from quizzes.question_types.story import Story, StoryNode
from quizzes.quiz_markdown.nodes import Node, NodeChoice
from quizzes.quiz_markdown.problems import ProblemLog

KEEP_ORDER = say("Translate the same choices in the same order, each with its arrow.")


def check_nodes(nodes: Sequence[Node], story: Story, line: int, problems: ProblemLog) -> None:
    """Name what keeps a story from being told to an end; `line` is that of its question.

    Where ids are wrong, nothing is said of the ways: they would be other ones.
    """
    if not nodes:
        problems.refuse(
            line,
            say("This scenario has no nodes."),
            say("Begin each with ### and end its line with an id: ### What do you do? {#start}."),
        )
    before = len(problems.problems)
    _refuse_repeated_ids(nodes, problems)
    for choice in (choice for node in nodes for choice in node.choices):
        _check_target(choice, [node.id for node in nodes if node.id], problems)
    if nodes and len(problems.problems) == before:
        _check_ways(nodes, story, line, problems)
    for node in nodes:
        _check_texts(node, problems)


def find_other_nodes(key: str, original: Story, translated: Story) -> Disagreement | None:
    """Find whether a translation that has nodes tells another story than its original."""
    ids = [node.id for node in original.nodes]
    if not translated.nodes:
        return None
    if ids != [node.id for node in translated.nodes]:
        return Disagreement(
            say("The nodes of “#%(id)s” are not those of the original.", id=key),
            say("Translate the same nodes in the same order: %(ids)s.", ids=", ".join(ids)),
        )
    pairs = zip(original.nodes, translated.nodes, strict=True)
    return next(filter(None, (_find_other_choices(one, other) for one, other in pairs)), None)


def _find_other_choices(original: StoryNode, translated: StoryNode) -> Disagreement | None:
    ways = [choice.to for choice in original.choices]
    if ways != [choice.to for choice in translated.choices]:
        return Disagreement(
            say("The choices of the node “#%(id)s” lead to other nodes.", id=original.id),
            KEEP_ORDER,
        )
    points = zip(original.choices, translated.choices, strict=True)
    if any(other.points not in (None, one.points) for one, other in points):
        return Disagreement(
            say("The points of the node “#%(id)s” are not those of the original.", id=original.id),
            say("Write the same points, or none."),
        )
    return None


def _refuse_repeated_ids(nodes: Sequence[Node], problems: ProblemLog) -> None:
    lines: dict[str, int] = {}
    for node in nodes:
        if node.id in lines and node.id:
            problems.refuse(
                node.line,
                say("“#%(id)s” stands already in line %(line)d.", id=node.id, line=lines[node.id]),
                say("Give each an id of its own, such as {#in-force}."),
            )
        lines.setdefault(node.id, node.line)


def _check_target(choice: NodeChoice, ids: Sequence[str], problems: ProblemLog) -> None:
    if not choice.to:
        problems.refuse(
            choice.line,
            say("This choice leads nowhere."),
            say("Write the id of a node after the arrow: -> calm."),
        )
    elif choice.to not in ids:
        message = say("There is no node “#%(id)s”.", id=choice.to)
        problems.refuse(choice.line, message, _nearest(choice.to, ids))


def _nearest(name: str, ids: Sequence[str]) -> Sentence:
    nearest = get_close_matches(name, ids, n=1)
    if nearest:
        return say("Did you mean %(name)s?", name=nearest[0])
    return say("Write one of: %(words)s.", words=", ".join(ids))


def _check_ways(nodes: Sequence[Node], story: Story, line: int, problems: ProblemLog) -> None:
    by_id = {node.id: node for node in nodes}
    for key, index in story.list_ways_back():
        choice = by_id[key].choices[index]
        problems.refuse(
            choice.line,
            say("This choice leads back to “#%(id)s”: the story might never end.", id=choice.to),
            say("Let it lead on, to a node that has not been passed."),
        )
    for unreached in story.list_unreached():
        problems.refuse(
            by_id[unreached.id].line,
            say("No way leads to the node “#%(id)s”.", id=unreached.id),
            say("Let a choice lead to it: -> %(id)s; or take it out.", id=unreached.id),
        )
    has_points = any(choice.points is not None for node in nodes for choice in node.choices)
    if has_points and not story.is_graded:
        problems.refuse(
            line,
            say("No way through this story earns anything."),
            say("Give the best choices points: {1}; or leave the points out everywhere."),
        )


def _check_texts(node: Node, problems: ProblemLog) -> None:
    if not (node.title or node.text):
        mend = say("Write it after the ###.")
        problems.refuse(node.line, say("This node has no text."), mend)
    for choice in node.choices:
        if not choice.text:
            mend = say("Write it before the arrow.")
            problems.refuse(choice.line, say("This choice has no text."), mend)
