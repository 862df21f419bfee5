"""YAML that people write, read so that nothing in it can harm.

No aliases (a few lines of them can grow to gigabytes), nothing nested without end, no types
beyond text, numbers, dates, lists and maps, no letter that a database or a page cannot hold.
"""

import re
from typing import Any

import yaml

DEEPEST = 12
# Escapes such as "\0" or "\uD800" can write what YAML itself refuses when it stands there bare.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
TAG_PREFIX = "tag:yaml.org,2002:"
TYPES = frozenset({"str", "int", "float", "bool", "null", "timestamp", "seq", "map"})


class YamlRefused(ValueError):
    """This is not YAML as we take it; `line` counts from 0, None where there is none."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


class _Loader(yaml.SafeLoader):
    """Refuses, node by node, what the module's purpose names."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        mark = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="references with * are not taken", problem_mark=mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="it is nested too deep", problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        _refuse_strange(node)
        return node


def read_yaml(source: str) -> tuple[Any, yaml.Node | None]:
    """The value of a text of YAML and its nodes, which know their lines; raises YamlRefused."""
    loader = None
    try:
        loader = _Loader(source)
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlRefused(error.problem or str(error), mark.line if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position)
        raise YamlRefused("a sign stands in it that no text can hold", line) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlRefused(str(error), None) from error
    finally:
        if loader is not None:
            loader.dispose()


def _refuse_strange(node: yaml.Node) -> None:
    problem = ""
    if node.tag.removeprefix(TAG_PREFIX) not in TYPES:
        problem = "something of a kind that is not taken stands here"
    elif isinstance(node, yaml.ScalarNode) and UNWRITABLE.search(node.value):
        problem = "a sign stands in it that no text can hold"
    if problem:
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
