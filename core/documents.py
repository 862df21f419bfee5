"""Documents to print: PDF made by Typst, in a process of its own that ends when it is done.

The typesetter takes some 60 MB and keeps what it read: in a process that serves pages that would
stay for good. What goes into a document is data and never read as markup.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LONGEST_WAIT = 120  # seconds


class DocumentFailed(Exception):
    """The document could not be made; the text says why, for the log."""


def render_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template of `templates/documents/` makes of `data`.

    It is PDF/UA-1, unless a sign in it has no shape in our fonts: then an empty box stands there,
    which that standard does not allow. The same data make the same bytes. Raises DocumentFailed.
    """
    order = json.dumps({"template": template, "data": data}, ensure_ascii=False)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.typesetting"],
            input=order.encode(),
            capture_output=True,
            cwd=ROOT,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise DocumentFailed(f"{template}: not done after {LONGEST_WAIT} s") from slow
    if done.returncode:
        raise DocumentFailed(f"{template}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout
