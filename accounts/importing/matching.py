"""Who a row is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.importing.plan import IDENTIFIERS, KnownPerson
from accounts.importing.rows import GivenRow


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


@dataclass(slots=True)
class Draft:
    """A row with whom it is about, and what is known so far of what becomes of it."""

    row: GivenRow
    person: KnownPerson | None
    name: str
    unit: int | None
    is_passed_over: bool = False

    @property
    def owner(self) -> object:
        """Who would own the names of this row: somebody there is, or somebody new."""
        return self.person.id if self.person else f"row {self.row.number}"
