"""The main menu: what a person may reach, by role."""

from dataclasses import dataclass
from typing import Any

from core.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class MenuItem:
    """One entry: its words, where it leads, the pages it stands for, its sign, whose it is."""

    label: Any
    endpoint: str
    pages: str
    icon: str
    roles: frozenset[str] = frozenset()

    def stands_for(self, path: str) -> bool:
        """Whether the page at `path` belongs under this entry."""
        return path == self.pages or (self.pages != "/" and path.startswith(f"{self.pages}/"))


REPORTING = frozenset({"manager", "organiser", "inspector"})
ADMINISTERING = frozenset({"administrator"})
WHOLE_ADMINISTRATOR = "administrator of the whole"

MENU = (
    MenuItem(_l("Home"), "portal.home", "/", "home"),
    MenuItem(_l("Courses"), "portal.courses", "/courses", "book"),
    MenuItem(_l("Reports"), "reports.completion", "/reports", "report", REPORTING),
    MenuItem(_l("Studio"), "studio.home", "/studio", "edit", frozenset({"trainer", "reviewer"})),
    MenuItem(_l("People"), "accounts.people", "/people", "people", ADMINISTERING),
    MenuItem(_l("Units"), "accounts.units", "/units", "building", ADMINISTERING),
    MenuItem(
        _l("Organisation"),
        "accounts.organisation",
        "/organisation",
        "settings",
        frozenset({WHOLE_ADMINISTRATOR}),
    ),
)


def menu_for(roles: frozenset[str]) -> tuple[MenuItem, ...]:
    """The entries that somebody with `roles` may reach."""
    return tuple(item for item in MENU if not item.roles or roles & item.roles)
