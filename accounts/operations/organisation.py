"""What the organisation decides about itself."""

from dataclasses import asdict, dataclass

from accounts import audit_actions
from accounts.models import Organisation
from accounts.operations.auditing import note
from accounts.operations.people import Author
from core.database import db


@dataclass(frozen=True)
class OrganisationSettings:
    """Its name, how long it keeps leavers and the audit, who needs a second factor, reviews."""

    name: str
    retention_months: int
    audit_months: int
    second_factor_roles: tuple[str, ...]
    demands_review: bool = False


def change_organisation(settings: OrganisationSettings, author: Author, address: str = "") -> bool:
    """Change the settings; the audit says which. Whether anything is different now."""
    organisation = db.session.get_one(Organisation, 1, with_for_update=True, populate_existing=True)
    values = asdict(settings) | {"second_factor_roles": sorted(settings.second_factor_roles)}
    changed = {
        name: value for name, value in values.items() if getattr(organisation, name) != value
    }
    if not changed:
        return False
    for name, value in changed.items():
        setattr(organisation, name, value)
    details = {
        name: value if isinstance(value, int) else ", ".join(value)
        for name, value in changed.items()
        if name != "name"
    }
    if "name" in changed:
        details["name"] = "changed"
    action = audit_actions.ORGANISATION_CHANGED
    note(action, author.person_id, author.at, details=details)
    db.session.flush()
    return True
