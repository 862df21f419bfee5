"""YAML that people write, read so that nothing in it can harm.

No aliases (a few lines of them can grow to gigabytes), nothing nested without end, no types
beyond text, numbers, dates, lists and maps, no letter that a database or a page cannot hold.
"""

import re
from typing import Any

import yaml

from core.sentences import Refusal, Sentence, recognise, say

DEEPEST = 12
# Escapes such as "\0" or "\uD800" can write what YAML itself refuses when it stands there bare.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
TAG_PREFIX = "tag:yaml.org,2002:"
TYPES = frozenset({"str", "int", "float", "bool", "null", "timestamp", "seq", "map"})

TOO_DEEP = say("it is nested too deep")
STRANGE_SIGN = say("a sign stands in it that no text can hold")
IMPOSSIBLE = say("a day or number stands in it that cannot be")
OTHERWISE = say("it is not put together as YAML is")
# What the parser says of what people mistype, in its own words.
PARSER_SAYS = (
    say("could not find expected ':'"),
    say("mapping values are not allowed here"),
    say("mapping keys are not allowed here"),
    say("sequence entries are not allowed here"),
    say("found unexpected end of stream"),
    say("found unexpected document separator"),
    say("but found another document"),
    say("found unhashable key"),
    say("found character %(found)s that cannot start any token"),
    say("found unknown escape character %(found)s"),
    say("expected <block end>, but found %(found)s"),
    say("expected ',' or ']', but got %(found)s"),
    say("expected ',' or '}', but got %(found)s"),
    say("expected the node content, but found %(found)s"),
    say("expected '<document start>', but found %(found)s"),
    say("expected alphabetic or numeric character, but found %(found)s"),
    say("expected chomping or indentation indicators, but found %(found)s"),
    say("expected a comment or a line break, but found %(found)s"),
)


class YamlRefused(Refusal):
    """This is not YAML as we take it; `line` counts from 0, None where there is none."""

    def __init__(self, reason: Sentence, line: int | None) -> None:
        super().__init__(reason)
        self.line = line


class _Loader(yaml.SafeLoader):
    """Refuses, node by node, what the module's purpose names."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        mark = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            problem = say("references with * are not taken")
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        _refuse_strange(node)
        return node

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError, OverflowError) as error:
            # A day that no calendar has, or "!!bool x": the parser makes no refusal of it.
            raise yaml.MarkedYAMLError(problem=IMPOSSIBLE, problem_mark=node.start_mark) from error


def is_word(text: str) -> bool:
    """Whether YAML reads this as it is written, and not as nothing, a day or a number."""
    return isinstance(yaml.safe_load(text), str)


def read_yaml(source: str) -> tuple[Any, yaml.Node | None]:
    """The value of a text of YAML and its nodes, which know their lines; raises YamlRefused."""
    loader = None
    try:
        loader = _Loader(source)
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlRefused(_in_our_words(error.problem), mark.line if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position)
        raise YamlRefused(STRANGE_SIGN, line) from error
    except RecursionError as error:
        raise YamlRefused(TOO_DEEP, None) from error
    except yaml.YAMLError as error:
        raise YamlRefused(OTHERWISE, None) from error
    finally:
        if loader is not None:
            loader.dispose()


def _in_our_words(problem: str | None) -> Sentence:
    """What the parser found, as the catalogues know it; what it says rarely, only in general."""
    if isinstance(problem, Sentence):
        return problem
    return recognise(problem or "", PARSER_SAYS) or OTHERWISE


def _refuse_strange(node: yaml.Node) -> None:
    problem = None
    if node.tag.removeprefix(TAG_PREFIX) not in TYPES:
        problem = say("something of a kind that is not taken stands here")
    elif isinstance(node, yaml.ScalarNode) and UNWRITABLE.search(node.value):
        problem = STRANGE_SIGN
    if problem:
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
