"""What tests of the pages about people share."""

from sqlalchemy import select

from accounts.models import Person
from core.database import db


def find(username):
    db.session.rollback()
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def key_of(period):
    return period.unit.key


def fields_of(page):
    """What a form would send as it stands."""
    fields = {}
    for control in page.all(".//main//form[@class='form']//input"):
        if control.get("type") == "radio" and control.get("checked") is None:
            continue
        fields[control.get("name")] = control.get("value", "")
    for select_ in page.all(".//main//form[@class='form']//select"):
        chosen = [o for o in select_.findall("option") if o.get("selected") is not None]
        fields[select_.get("name")] = (chosen or select_.findall("option"))[0].get("value")
    return fields
