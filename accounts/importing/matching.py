"""Who a row is about, and whose names it may take."""

from collections.abc import Iterable, Sequence

from accounts.importing.plan import IDENTIFIERS, KnownPerson
from accounts.importing.rows import GivenRow
from accounts.names import fold


class Register:
    """Everybody in Sen, by what they sign in with."""

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self.by_key: dict[str, dict[str, KnownPerson]] = {key: {} for key in IDENTIFIERS}
        for person in people:
            for key in IDENTIFIERS:
                value = getattr(person, key)
                if value:
                    self.by_key[key][value] = person

    def match(self, row: GivenRow) -> KnownPerson | None:
        """Whom a row is about: by employee code, else e-mail, else username; None for somebody new.

        A code that is new is given to somebody who has none yet, never in place of another.
        """
        code = row.values.get("employee_code")
        for key in IDENTIFIERS:
            value = row.values.get(key)
            person = self.by_key[key].get(value) if value else None
            if person is None:
                continue
            if not person.is_within:
                row.refuse(f"{key.replace('employee_', '')}_taken", key)
            elif code and person.employee_code not in (None, code):
                row.refuse("code_of_another", "employee_code")
            return person
        return None


def refuse_swapped(pairs: Iterable[tuple[GivenRow, KnownPerson, str]], register: Register) -> None:
    """Refuse rows in which one person's code stands beside another's name.

    `pairs` are rows, whom their code says, and the name they give. Taken at its word, such a row
    would hand one's account, password and record over to the other.
    """
    renamed = [
        (row, person, fold(name))
        for row, person, name in pairs
        if fold(name) != fold(person.full_name)
    ]
    former = {fold(person.full_name): row.number for row, person, _ in renamed}
    for row, person, name in renamed:
        other = former.get(name)
        stranger = _stranger(row, person, register)
        if other is not None and other != row.number:
            row.refuse("codes_swapped", "employee_code", str(other))
        elif stranger is not None and fold(stranger.full_name) == name:
            row.refuse("code_and_name", "employee_code")


def _stranger(row: GivenRow, person: KnownPerson, register: Register) -> KnownPerson | None:
    """Who else, within reach, has the e-mail or username of this row."""
    for key in ("email", "username"):
        other = register.by_key[key].get(row.values.get(key, ""))
        if other is not None and other.id != person.id and other.is_within:
            return other
    return None


class Owners:
    """Who signs in with what once all is written. Any of the three names is good for it."""

    def __init__(self) -> None:
        self.owners: dict[str, object] = {}

    def claim(self, value: str | None, owner: object) -> bool:
        """Take a name; False where somebody else has it."""
        if not value:
            return True
        return self.owners.setdefault(value.casefold(), owner) == owner

    def is_free(self, value: str, owner: object) -> bool:
        """Whether nobody else has a name."""
        return self.owners.get(value.casefold(), owner) == owner
