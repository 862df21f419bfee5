"""Under which names failures to sign in are counted: digests, from which nobody reads a name.

Those of a known person can be found from the person; those of addresses, and of names that nobody
has, lead to nobody.
"""

import hashlib


def failure_key(kind: str, name: str) -> str:
    """Under which name the failures of something are counted."""
    return f"{kind}:{hashlib.sha256(name.encode()).hexdigest()[:40]}"


def account_key(person_id: int) -> str:
    """Where wrong passwords of a person are counted, by whichever of her names they were tried."""
    return failure_key("account", f"person:{person_id}")


def factor_key(person_id: int) -> str:
    """Where wrong codes of a person's second factor are counted."""
    return failure_key("factor", str(person_id))
