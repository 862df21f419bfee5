"""Commands about people and units."""

from accounts.commands import importing, slips
from accounts.commands.audit import audit_commands
from accounts.commands.people import people_commands
from accounts.commands.units import unit_commands

__all__ = ["audit_commands", "importing", "people_commands", "slips", "unit_commands"]
