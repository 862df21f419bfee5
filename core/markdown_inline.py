"""Inline text by Python-Markdown's own rules, each tried only where its sign stands.

Of fifteen rules most texts can meet one or two. To look for one that cannot be there costs more
than all that is found.
"""

from typing import Any

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# Without it the rule's pattern matches nowhere. A rule that is not named here is always tried.
SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}


class SignedInlineProcessor(InlineProcessor):
    """The library's, but for the loop over its rules."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        """Apply them to a parsed tree."""
        names = [self.inlinePatterns.get_index_for_name(name) for name in SIGNS]
        signs = dict(zip(names, SIGNS.values(), strict=True))
        self.rules = [(signs.get(at, ""), rule) for at, rule in enumerate(self.inlinePatterns)]
        return super().run(tree, ancestors)

    # Should the library call this otherwise one day, all is as before, and slower.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - the library's names
        if isinstance(data, AtomicString):
            return data
        start, at = 0, patternIndex
        while at < len(self.rules):
            sign, rule = self.rules[at]
            if sign not in data:
                at, start = at + 1, 0
                continue
            data, has_matched, start = self._InlineProcessor__applyPattern(rule, data, at, start)
            at += not has_matched
        return data
