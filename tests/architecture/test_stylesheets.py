"""Stylesheets say what they mean: browsers pass over a broken rule without a word."""

import re

from tests.architecture.tree import ROOT

SELECTOR_WITH_AT_RULE = re.compile(r"[^{};\s][^{};]*,\s*@[a-z-]+")


def test_no_selector_runs_into_an_at_rule() -> None:
    broken = [
        f"{path.name}: {match[0].strip()[-60:]}"
        for path in sorted((ROOT / "static" / "css").glob("*.css"))
        for match in SELECTOR_WITH_AT_RULE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert broken == []
