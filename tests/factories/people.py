"""Makes units and people."""

from datetime import UTC, date, datetime
from itertools import count

from accounts import names, passwords
from accounts.models import Organisation, Person, Placement, RoleGrant, Unit, UnitPeriod
from core.database import db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "sen-test-2026"
_password_hash = passwords.hash_password(PASSWORD)
_numbers = count(1)


class PeopleFactory:
    """Units, people and their roles."""

    def organisation(self, name: str = "BHXH tỉnh thử nghiệm") -> Organisation:
        """The one organisation."""
        organisation = Organisation(id=1, name=name, created_at=LONG_AGO)
        db.session.add(organisation)
        db.session.commit()
        return organisation

    def unit(self, name: str = "Phòng thử nghiệm", parent: UnitPeriod | None = None) -> UnitPeriod:
        """A unit as it is today, under `parent`."""
        unit = Unit(key=f"unit-{next(_numbers)}", created_at=LONG_AGO)
        db.session.add(unit)
        db.session.flush()
        period = UnitPeriod(
            unit_id=unit.id,
            parent_id=parent.unit_id if parent else None,
            name=name,
            path=f"{parent.path if parent else '/'}{unit.id}/",
            position=unit.id,
            valid_from=LONG_AGO.date(),
        )
        db.session.add(period)
        db.session.commit()
        return period

    def person(
        self,
        username: str | None = None,
        unit: UnitPeriod | None = None,
        full_name: str = "Nguyễn Thị Thử",
        sex: str = "female",
        language: str = "en",
    ) -> Person:
        """An active person, working in `unit` where given."""
        number = next(_numbers)
        person = Person(
            username=username or f"person{number}",
            employee_code=f"NV{number:05d}",
            full_name=full_name,
            sort_key=names.sort_key(full_name),
            search_key=names.fold(full_name),
            sex=sex,
            language=language,
            password_hash=_password_hash,
            created_at=LONG_AGO,
        )
        place = Placement(unit_id=unit.unit_id, valid_from=LONG_AGO.date()) if unit else None
        person.placements = [place] if place else []
        db.session.add(person)
        db.session.commit()
        return person

    def role(
        self,
        person: Person,
        role: str,
        unit: UnitPeriod | None = None,
        programme: str | None = None,
    ) -> RoleGrant:
        """A role that `person` holds, in `unit` and below or in a programme where given."""
        grant = RoleGrant(
            person_id=person.id,
            role=role,
            unit_id=unit.unit_id if unit else None,
            programme_key=programme,
            valid_from=date(2020, 1, 1),
            granted_at=LONG_AGO,
        )
        db.session.add(grant)
        db.session.commit()
        return grant
