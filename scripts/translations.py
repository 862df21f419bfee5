"""Bring the catalogues of translations/ up to date with the texts in code and templates.

    python -m scripts.translations update

Texts that are new are added without a translation and listed, texts that are gone are dropped,
translations are kept. English needs no catalogue: its texts are the keys. A catalogue is sorted by
text and names no places, days or tools, so that a change shows what changed. run.py compiles it.
"""

import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None, "say": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
# As the application sets up its templates; wrapped sentences of {% trans %} count as one line.
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "trimmed": "true"}}
TOOLS = {"bench", "migrations", "scripts", "tests"}

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def list_sources() -> list[Path]:
    """The folders whose texts people read: the packages and the templates."""
    packages = {path.parent for path in ROOT.glob("*/__init__.py")}
    return sorted({ROOT / "templates", *(path for path in packages if path.name not in TOOLS)})


def extract_texts() -> Catalog:
    """Every text that code and templates have translated."""
    texts = Catalog()
    for folder in list_sources():
        found = extract_from_dir(
            folder, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, comment_tags=()
        )
        for _file, _line, text, _comments, context in found:
            texts.add(text, context=context)
    return texts


def list_catalogues() -> list[Path]:
    """The catalogue of each language that has one."""
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it stands; where it is empty, one without texts."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def messages_of(catalogue: Catalog) -> Iterator[Message]:
    """The texts of a catalogue, without its header."""
    return (message for message in catalogue if message.id)


def merge(texts: Catalog, before: Catalog) -> Catalog:
    """The texts with the translations they had, and with what translators noted beside them."""
    merged = Catalog(locale=before.locale)
    for text in messages_of(texts):
        old = before.get(text.id, text.context)
        merged.add(
            text.id,
            old.string if old and bool(old.pluralizable) == bool(text.pluralizable) else None,
            user_comments=old.user_comments if old else (),
            context=text.context,
        )
    return merged


def write_catalogue(catalogue: Catalog) -> bytes:
    """A catalogue as the text of a .po file."""
    file = BytesIO()
    write_po(file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=catalogue.locale, plural_forms=catalogue.plural_forms)
    return header.encode() + file.getvalue()


def forms_of(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text or translation in all its forms; most have one, those with a number may have more."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def is_translated(message: Message) -> bool:
    """Whether a text has a translation in every form."""
    return all(forms_of(message.string))


def update() -> None:
    """Rewrite every catalogue, and say which texts wait for a translation."""
    texts = extract_texts()
    for path in list_catalogues():
        catalogue = merge(texts, read_catalogue(path))
        path.write_bytes(write_catalogue(catalogue))
        missing = [message for message in messages_of(catalogue) if not is_translated(message)]
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} untranslated")
        for message in missing:
            print(f"  {message.id!r}")


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit("usage: python -m scripts.translations update")
    update()
