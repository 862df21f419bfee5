"""Files on their way through the import, as if a worker had checked them."""

from uuid import UUID

from sqlalchemy import select

from accounts.models import Person
from accounts.operations import importing
from accounts.operations.importing import Order
from accounts.operations.people import Author
from core.database import db
from core.tables import read_table
from tests.factories.people import LONG_AGO

STAFF = "Mã NV,Họ và tên,Đơn vị\nX1,Trần Thị Đào,Cơ sở\nX2,Lê Văn An,Nowhere\n"


def add_import(username: str, text: str = STAFF) -> UUID:
    """A file that somebody sent and that was checked; its public identifier."""
    person = db.session.scalars(select(Person).where(Person.username == username)).one()
    author = Author(person.id, LONG_AGO, LONG_AGO.date())
    content = text.encode()
    run = importing.stage_file("people", "staff.csv", content, read_table(content), author)
    importing.check_run(
        run, importing.check_file(importing.kept_sheet(run), Order("people", author))
    )
    db.session.commit()
    return run.uuid
