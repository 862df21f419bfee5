"""Which text is a translation, and of which original, by their names alone."""

from courses.bundles.assembling import NAME


def original_paths(path: str, own: str) -> list[str]:
    """Where the original of a translation may stand; nothing for what is no translation."""
    match = NAME.search(path)
    if match is None or (match["language"] or own) == own or "/" not in path:
        return []
    stem = path[: match.end("stem")]
    return [f"{stem}.md", f"{stem}.{own}.md"]
