"""Passkeys: what a browser is asked, and whether its answer holds (WebAuthn, Level 2).

Every passkey here can be found by the device itself and asks for a finger, face or PIN: so one
is good for signing in by itself, being something one has and something one is or knows.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.second_factor import PasskeySite

LONGEST_ANSWER = 20_000
LONGEST_CREDENTIAL_ID = 1_023  # bytes, as the specification says
SITE_NAME = "Sen"
TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)


class PasskeyRefused(Exception):
    """A browser's answer does not hold; `person_id` says for whom it was, where that is known."""

    person_id: int | None = None


@dataclass(frozen=True)
class KnownPasskey:
    """A passkey as it is on record; the id in base64url."""

    credential_id: str
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Holder:
    """For whom a passkey is made, as the device will show it."""

    uuid: UUID
    username: str
    full_name: str


@dataclass(frozen=True)
class Assertion:
    """What a browser says when somebody signs in by a passkey."""

    credential_id: str
    user_handle: bytes | None
    answer: str


def ask_for_new(
    site: PasskeySite, holder: Holder, known: Sequence[KnownPasskey], challenge: bytes
) -> str:
    """What to ask a browser for a new passkey, as JSON."""
    options = generate_registration_options(
        rp_id=site.rp_id,
        rp_name=SITE_NAME,
        user_id=holder.uuid.bytes,
        user_name=holder.username,
        user_display_name=holder.full_name,
        challenge=challenge,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def ask_to_sign_in(site: PasskeySite, known: Sequence[KnownPasskey], challenge: bytes) -> str:
    """What to ask a browser so that somebody signs in, as JSON; any passkey where none is known."""
    options = generate_authentication_options(
        rp_id=site.rp_id,
        challenge=challenge,
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def read_new(answer: str, site: PasskeySite, challenge: bytes) -> KnownPasskey:
    """The passkey that a browser made.

    Raises PasskeyRefused for whatever else was sent: it may be anything at all.
    """
    try:
        verified = verify_registration_response(
            credential=_bounded(answer),
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        transports = json.loads(answer)["response"].get("transports") or ()
        given = tuple(sorted({name for name in transports if name in TRANSPORTS}))
    except Exception as refusal:
        raise PasskeyRefused(str(refusal)) from refusal
    if len(verified.credential_id) > LONGEST_CREDENTIAL_ID:
        raise PasskeyRefused("The credential's id is too long.")
    credential_id = bytes_to_base64url(verified.credential_id)
    return KnownPasskey(credential_id, verified.credential_public_key, verified.sign_count, given)


def read_assertion(answer: str) -> Assertion:
    """Whose passkey a browser says it used; not checked yet.

    Raises PasskeyRefused.
    """
    try:
        values = json.loads(_bounded(answer))
        handle = values["response"].get("userHandle")
        user_handle = base64url_to_bytes(handle) if handle else None
        # In one way of writing: the text may hold what no database takes.
        credential_id = bytes_to_base64url(base64url_to_bytes(values["id"]))
        return Assertion(credential_id, user_handle, answer)
    except Exception as refusal:
        raise PasskeyRefused(str(refusal)) from refusal


def check_assertion(
    assertion: Assertion, known: KnownPasskey, site: PasskeySite, challenge: bytes
) -> int:
    """Check that the passkey's holder is there now; gives the key's new count of uses.

    A count that does not grow betrays a copied key. Raises PasskeyRefused.
    """
    try:
        verified = verify_authentication_response(
            credential=assertion.answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except Exception as refusal:
        raise PasskeyRefused(str(refusal)) from refusal
    return verified.new_sign_count


def _descriptors(known: Sequence[KnownPasskey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(name) for name in passkey.transports],
        )
        for passkey in known
    ]


def _bounded(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("The answer is too long.")
    return answer
