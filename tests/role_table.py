"""Who may do what with a record, by role and by the record's state; ``python -m tests.role_table`` prints it.

``tests/practices/test_rights.py`` tries every cell: with 11 roles, 19 actions and 8 states.
"""

from __future__ import annotations

ROLES = (
    "anonymous",
    "official of another city",
    "official",
    "coordinator",
    "co-author who writes",
    "co-author who comments",
    "co-author who reads",
    "editor",
    "editor who wrote some of it",
    "secretariat",
    "administrator",
)
STATES = (
    "draft",
    "draft that the coordinator clears",
    "waiting for clearance",
    "in review",
    "changes asked",
    "published",
    "published, newer draft",
    "taken down",
)

# Each action: which address, with which method, and who may in which state; all other cells are "no".
ANY = set(STATES)
OWN = "draft that the coordinator clears"
WAITS = "waiting for clearance"
SENDABLE = {"draft", "changes asked", "published", "published, newer draft"}
WRITABLE = {*SENDABLE, OWN}
CITY = ("official", "coordinator")
# Who invites people of all cities sees their desks, and writes nothing there.
LOOKING = ("secretariat", "administrator")
WRITER, COMMENTER, READER = COAUTHORS = ROLES[4:7]
EDITORS = ("editor", "editor who wrote some of it")
ALLOWED: dict[str, dict[str, set[str]]] = {
    "see at the desk": dict.fromkeys((*CITY, *COAUTHORS, *LOOKING), ANY),
    "preview": {
        **dict.fromkeys((*CITY, *COAUTHORS, *LOOKING), ANY),
        **{key: {"in review"} for key in ("editor", "editor who wrote some of it")},
    },
    "write": {"official": WRITABLE, "coordinator": {*WRITABLE, WAITS}, WRITER: WRITABLE},
    "attach a file": {"official": WRITABLE, "coordinator": {*WRITABLE, WAITS}, WRITER: WRITABLE},
    "leave a note": dict.fromkeys((*CITY, WRITER, COMMENTER), ANY),
    "invite a co-author": dict.fromkeys(CITY, ANY - {"taken down"}),
    "ask for clearance": {"official": {OWN}},
    "send": {"official": SENDABLE, "coordinator": {*SENDABLE, OWN, WAITS}},
    "give back": {"coordinator": {WAITS}},
    "take back": {key: {"in review", WAITS} for key in CITY},
    "delete": {
        "official": {"draft", OWN, "changes asked"},
        "coordinator": {"draft", OWN, WAITS, "changes asked"},
    },
    "write a message": dict.fromkeys(CITY, ANY),
    "confirm": {key: {"published", "published, newer draft"} for key in CITY},
    "publish a small change": {"coordinator": {"published, newer draft"}},
    "withdraw": {key: {"published", "published, newer draft"} for key in CITY},
    "review": dict.fromkeys(EDITORS, ANY - {"draft", OWN, WAITS}),
    "publish": {"editor": {"in review"}},
    "ask for changes": {key: {"in review"} for key in EDITORS},
    "take down": dict.fromkeys((*EDITORS, "secretariat"), ANY),
}


def cell(action: str, role: str) -> str:
    """In which states a role may do something."""
    states = ALLOWED[action].get(role, set())
    if states == ANY:
        return "always"
    return ", ".join(state for state in STATES if state in states) or "never"


def table() -> str:
    """The whole table as Markdown."""
    lines = ["| | " + " | ".join(ROLES) + " |", "| --- " * (len(ROLES) + 1) + "|"]
    lines += [
        f"| {action} | " + " | ".join(cell(action, role) for role in ROLES) + " |"
        for action in ALLOWED
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
