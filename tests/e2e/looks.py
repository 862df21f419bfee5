"""How a page looks to whoever needs it accessible, or has the smallest phone."""

import json
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page

NARROW, PHONE, DESK = 320, 360, 1280
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const all = [...document.querySelectorAll("body *")];
  const wide = all.filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1);
  return [root.scrollWidth, ...wide.map((each) => each.tagName + "." + each.className)].slice(0, 9);
}"""


def check_looks(page: Page, widths: Sequence[int] = (PHONE, DESK)) -> None:
    """Fail for what axe finds, light and dark, and for what is wider than a phone."""
    problems = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            problems += [f"{width} {scheme}: {each}" for each in violations(page)]
    assert not problems, "\n".join(problems)
    page.set_viewport_size({"width": NARROW, "height": 640})
    for size in ("text-m", "text-xl"):
        page.evaluate("size => { document.documentElement.className = size; }", size)
        assert page.evaluate(TOO_WIDE) == [], size


def box_of(part: Locator) -> FloatRect:
    """Where a part stands in the window, in points; fails where it is not seen."""
    box = part.bounding_box()
    assert box is not None, part
    return box


def violations(page: Page) -> list[str]:
    """What axe finds."""
    response = Axe().run(page).response
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        f" {json.dumps(each['nodes'][0].get('any', [{}])[:1], ensure_ascii=False)[:300]}"
        for each in response["violations"]
    ]
