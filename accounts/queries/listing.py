"""Everybody as a spreadsheet."""

from datetime import date

from accounts.importing.listing import list_people
from accounts.queries.importing import list_known_people, read_tree
from accounts.reach import Reach
from core.database import db
from core.i18n import gettext as _
from core.tables import write_csv, write_xlsx


def everybody(reach: Reach, today: date, kind: str) -> bytes:
    """Everybody within reach as CSV or XLSX, which imported again changes nothing."""
    tree = read_tree(reach)
    people = list_known_people(tree, reach, today)
    db.session.rollback()  # writing the file takes its time, and needs nothing more of it
    listing = list_people(_("People"), people, tree)
    if kind == "csv":
        return write_csv(listing.header, listing.rows)
    return write_xlsx(listing.title, listing.header, listing.rows)
