"""Everything that can go wrong and is somebody's to mend.

    WartaError                     what happened, why, and what to do: one line
    ├── UsageError                 the command was put wrongly (exit 2)
    ├── ConfigError                the settings; all problems of a file at once
    ├── QuestionError              nothing in it can be looked up
    ├── DocumentError              a file or page cannot become an article
    │   ├── FetchError             … because it could not be fetched
    │   │   ├── ForbiddenAddress   … because Warta does not dial such addresses
    │   │   ├── Unreachable        … because nobody answers there, or there is no way to them
    │   │   └── RobotsForbid       … because the site asks programs not to, and no person asked for it
    │   ├── NotAFeed               … because what was to be a feed is none
    │   └── NotAnArticle           … because something else stands there: a wall, a list
    ├── NotFound                   no such article, source or file
    ├── ServiceRefused             a service that Warta connects to does not let it in
    └── StorageError               the database
        ├── StorageForeign         … is not Warta's, or is damaged beyond reading
        ├── StorageNewer           … was written by a newer Warta
        ├── StorageCorrupt         … has lost its integrity
        ├── StorageReadOnly        … may not be written
        ├── StorageFull            … has no room left
        └── StorageBusy            … is held by another process

A bug is none of these: it keeps its own type and its traceback.
"""


class WartaError(Exception):
    """One line for a person: what happened, why, what to do.

    `why` and `todo` are sentences or fragments without their full stop; either may be empty.
    """

    def __init__(self, what: str, why: str = "", todo: str = "") -> None:
        super().__init__(what, why, todo)
        self.what = what
        self.why = why
        self.todo = todo

    def __str__(self) -> str:
        line = self.what if not self.why else f"{self.what}: {self.why}"
        text = line if not self.todo else f"{line}. {self.todo[:1].upper()}{self.todo[1:]}"
        return " ".join(text.split()).rstrip(".") + "."


class UsageError(WartaError):
    """The command was put wrongly."""


class ConfigError(WartaError):
    """The settings cannot be used; `problems` holds every one of them."""

    def __init__(self, where: str, problems: tuple[str, ...]) -> None:
        super().__init__(where, "; ".join(problems), "see config.example.toml, which lists every setting")
        self.problems = problems


class QuestionError(WartaError):
    """The question holds nothing that can be looked up."""


class DocumentError(WartaError):
    """What was handed over cannot become an article."""


class NotAnArticle(DocumentError):
    """A page holds something else than an article; `gate` names it in two words: "cookie wall"."""

    def __init__(self, what: str, why: str = "", todo: str = "", gate: str = "no article") -> None:
        super().__init__(what, why, todo)
        self.gate = gate


class FetchError(DocumentError):
    """A page could not be fetched."""


class ForbiddenAddress(FetchError):
    """The address is one that Warta does not dial."""


class Unreachable(FetchError):
    """No connection came about: the site is away, or our own network."""


class RobotsForbid(FetchError):
    """The site's robots.txt keeps programs from a page that no person asked for."""


class NotAFeed(DocumentError):
    """What was to be read as a feed is none; `candidates` are the addresses of feeds that it names."""

    def __init__(self, what: str, why: str = "", todo: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(what, why, todo)
        self.candidates = candidates


class NotFound(WartaError):
    """What was named does not exist."""


class ServiceRefused(WartaError):
    """A service does not let Warta in, and will not the next time either."""


class StorageError(WartaError):
    """The database cannot do what was asked."""


class StorageForeign(StorageError):
    """The file is not a database of Warta's."""


class StorageNewer(StorageError):
    """The database was written by a newer Warta."""


class StorageCorrupt(StorageError):
    """The database has lost its integrity."""


class StorageReadOnly(StorageError):
    """The database may not be written."""


class StorageFull(StorageError):
    """There is no room left for the database."""


class StorageBusy(StorageError):
    """Another process holds the database."""
