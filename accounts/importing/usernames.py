"""Usernames for people who come by a file without one: the same file gives the same names."""

from collections.abc import Callable

from accounts import identifiers
from accounts.names import fold
from core.characters import are_visible


def propose_username(full_name: str, code: str | None, is_free: Callable[[str], bool]) -> str:
    """The employee code in small letters; without one, the given name and initials, numbered."""
    if code:
        username = identifiers.normal_username(code)
        if identifiers.is_username(username) and is_free(username):
            return username
    base = _of_name(full_name)
    username, number = base, 2
    while not is_free(username):
        username, number = f"{base}{number}", number + 1
    return username


def _of_name(full_name: str) -> str:
    """Nguyễn Thị Lan is lan.nt, as offices make them."""
    words = [word for word in (_letters(word) for word in fold(full_name).split()) if word]
    if not words:
        return "person"
    initials = "".join(word[0] for word in words[:-1])
    name = f"{words[-1][:40]}.{initials[:20]}" if initials else words[-1][:40]
    return name if identifiers.is_username(name) else f"{name}.person"


def _letters(word: str) -> str:
    return "".join(each for each in word if each.isalnum() and are_visible(each))
