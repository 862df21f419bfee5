"""Names are sorted word by word: the tones of a given name count before the family's letters."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

AT_ONCE = 500
LONGEST_KEY = 600
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
SHAPES = "\u0306\u0302\u031b"

persons = sa.table(
    "persons", sa.column("id"), sa.column("full_name"), sa.column("sort_key", sa.String)
)


def upgrade() -> None:
    """Make everybody's key anew; who is anonymous has none."""
    connection = op.get_bind()
    renew = persons.update().where(persons.c.id == sa.bindparam("key_of"))
    renew = renew.values(sort_key=sa.bindparam("new_key"))
    last_id = 0
    while rows := connection.execute(_people_after(last_id)).all():
        renewed = [{"key_of": row.id, "new_key": _sort_key(row.full_name)} for row in rows]
        connection.execute(renew, renewed)
        last_id = rows[-1].id


def downgrade() -> None:
    """Leave the keys: they differ only in where tones count."""


def _people_after(last_id: int) -> sa.Select:
    query = sa.select(persons.c.id, persons.c.full_name)
    query = query.where(persons.c.id > last_id, persons.c.sort_key != "")
    return query.order_by(persons.c.id).limit(AT_ONCE)


def _sort_key(full_name: str) -> str:
    words = full_name.split()
    key = "".join(_word_key(word) for word in words[-1:] + words[:-1])
    return key[:LONGEST_KEY] or "0"


def _word_key(word: str) -> str:
    letters, tone = [], "0"
    for letter, letter_tone in _letters(word.casefold()):
        letters.append(f"{ALPHABET.index(letter) + 10:02d}" if letter in ALPHABET else "99")
        tone = letter_tone or tone
    return f"{''.join(letters)}00{tone}"


def _letters(word: str) -> list[tuple[str, str | None]]:
    letters: list[tuple[str, str | None]] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES and letters:
            letters[-1] = (letters[-1][0], TONES[mark])
        elif mark in SHAPES and letters:
            letters[-1] = (unicodedata.normalize("NFC", letters[-1][0] + mark), letters[-1][1])
        elif not unicodedata.combining(mark):
            letters.append((mark, None))
    return letters
