"""People, units and their history, roles, sessions."""

from accounts.models.audit import AuditEntry, AuditPseudonym, AuditSeal
from accounts.models.factors import (
    ExternalIdentity,
    FactorRemoval,
    Passkey,
    RecoveryCode,
    TotpDevice,
    UsedChallenge,
)
from accounts.models.importing import ImportRun
from accounts.models.kept import KeptRequest
from accounts.models.people import Person, Placement, RoleGrant
from accounts.models.sign_in import SignInFailure, SignInSession
from accounts.models.slips import ActivationCode
from accounts.models.units import CURRENT, Organisation, Unit, UnitPeriod

__all__ = [
    "CURRENT",
    "ActivationCode",
    "AuditEntry",
    "AuditPseudonym",
    "AuditSeal",
    "ExternalIdentity",
    "FactorRemoval",
    "ImportRun",
    "KeptRequest",
    "Organisation",
    "Passkey",
    "Person",
    "Placement",
    "RecoveryCode",
    "RoleGrant",
    "SignInFailure",
    "SignInSession",
    "TotpDevice",
    "Unit",
    "UnitPeriod",
    "UsedChallenge",
]
