"""Who signs in with what once a file is written, and which names are another's."""

from collections.abc import Sequence

from accounts.importing.matching import Draft
from accounts.importing.plan import IDENTIFIERS, KnownPerson


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


def share_names(drafts: Sequence[Draft], people: Sequence[KnownPerson]) -> Owners:
    """Who signs in with what afterwards; rows that want what another keeps are refused.

    A refused row's person keeps her present names, which may refuse another row in turn. What is
    wrong with the names in rows that something else keeps out is said, too.
    """
    while True:
        accepted = [one for one in drafts if not one.row.is_refused]
        owners = _owners_beside(accepted, people)
        refused = [draft for draft in accepted if not _claim_names(draft, owners)]
        if not refused:
            _claim_for_refused(drafts, people)
            return owners


def _owners_beside(drafts: Sequence[Draft], people: Sequence[KnownPerson]) -> Owners:
    """Who keeps which name where these rows are written."""
    owners = Owners()
    given = {one.person.id: one.row.values for one in drafts if one.person}
    for person in people:
        values = given.get(person.id, {})
        for key in IDENTIFIERS:
            if values.get(key, getattr(person, key)) == getattr(person, key):
                owners.claim(getattr(person, key), person.id)
    return owners


def _claim_for_refused(drafts: Sequence[Draft], people: Sequence[KnownPerson]) -> None:
    """Say what refused rows could not have if all else in the file were set right."""
    refused = [
        one
        for one in drafts
        if one.row.is_refused
        and not one.row.is_doubtful
        and not (one.person and not one.person.is_within)
    ]
    if not refused:
        return
    accepted = [one for one in drafts if not one.row.is_refused]
    owners = _owners_beside([*accepted, *refused], people)
    for draft in accepted:
        for key in IDENTIFIERS:
            owners.claim(draft.row.values.get(key), draft.owner)
    for draft in refused:
        _claim_names(draft, owners)


def _claim_names(draft: Draft, owners: Owners) -> bool:
    """Take the names that a row gives; False where it is refused for one of them now."""
    row = draft.row
    if draft.is_passed_over:
        return True
    taken = [key for key in IDENTIFIERS if not owners.claim(row.values.get(key), draft.owner)]
    for key in taken:
        code = f"{key.replace('employee_', '')}_taken"
        if not any(problem.code == code for problem in row.problems):
            row.refuse(code, key)
    return not taken
