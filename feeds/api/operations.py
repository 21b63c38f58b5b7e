"""What the API can be asked: one row an address, from which it is answered, described and shown."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop

from feeds.api import parameters as known
from feeds.api.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` is the address's in config/urls_site.py, `path` the address with its variable parts in braces.

    `answer` names a schema of the description, `problems` the statuses besides 200. `summary` and `about` are
    translated where people read them. `example` is what comes after the site's address in a try.
    """

    name: str
    path: str
    summary: str
    about: str
    answer: str
    example: str
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = (400, 405, 503)


ROOT: Final = "/api/v1/"
EXAMPLE_ID: Final = "k3m9x2ab"
_LISTED: Final = (400, 404, 405, 422, 503)
_ALL: Final = (
    Operation(
        "api",
        ROOT,
        gettext_noop("Where everything is"),
        gettext_noop(
            "The paper's name, its language and edition, the terms, and the addresses of all lists."
        ),
        "Entry",
        ROOT,
    ),
    Operation(
        "api-articles",
        f"{ROOT}articles/",
        gettext_noop("Stories, the newest first"),
        gettext_noop(
            "All that is live, or what a section, topic, contributor, language or time narrows it to."
            " A new story changes nothing on the pages behind a cursor."
        ),
        "Articles",
        f"{ROOT}articles/?limit=5",
        (
            *(known.SECTION, known.TOPIC, known.CONTRIBUTOR, known.LANGUAGE),
            *(known.SINCE, known.UNTIL, known.LIMIT, known.AFTER_STORY),
        ),
        _LISTED,
    ),
    Operation(
        "api-article",
        f"{ROOT}articles/{{id}}/",
        gettext_noop("A whole story"),
        gettext_noop(
            "Text as HTML and as plain words, byline, topics, pictures with all their files, and the notes of what was"
            " put right. What was withdrawn or taken down answers 410, without a word of it."
        ),
        "Article",
        f"{ROOT}articles/{EXAMPLE_ID}/",
        problems=(400, 404, 405, 410, 503),
    ),
    Operation(
        "api-search",
        f"{ROOT}search/",
        gettext_noop("Search"),
        gettext_noop(
            "What the search of the site finds, in its order: exact spelling first, then other spellings and forms, the"
            " newest first. Twenty a page, of the newest thousand."
        ),
        "Found",
        f"{ROOT}search/?q=%E0%A6%A8%E0%A6%A6%E0%A7%80",
        (
            *(known.QUESTION, known.SECTION, known.CONTRIBUTOR),
            *(known.FROM_DAY, known.TO_DAY, known.AFTER_FOUND),
        ),
        _LISTED,
    ),
    Operation(
        "api-sections",
        f"{ROOT}sections/",
        gettext_noop("Sections"),
        gettext_noop("Those with a live story, in the paper's order."),
        "Sections",
        f"{ROOT}sections/",
    ),
    Operation(
        "api-topics",
        f"{ROOT}topics/",
        gettext_noop("Topics"),
        gettext_noop("Those with a live story, by slug."),
        "Topics",
        f"{ROOT}topics/",
        (known.LIMIT_OF_NAMES, known.AFTER_NAME),
    ),
    Operation(
        "api-contributors",
        f"{ROOT}contributors/",
        gettext_noop("Writers and agencies"),
        gettext_noop("Those with a live story and a page of their own, by slug."),
        "Contributors",
        f"{ROOT}contributors/",
        (known.LIMIT_OF_NAMES, known.AFTER_NAME),
    ),
    Operation(
        "api-corrections",
        f"{ROOT}corrections/",
        gettext_noop("Corrections and clarifications"),
        gettext_noop("What was put right in stories that are live, newest first."),
        "Corrections",
        f"{ROOT}corrections/",
        (known.LIMIT, known.AFTER_NOTE),
    ),
    Operation(
        "api-changes",
        f"{ROOT}changes/",
        gettext_noop("What changed, for whoever keeps a copy"),
        gettext_noop(
            "Every story that ever was public, in the order of its last change: what is live, and what was withdrawn,"
            " taken down or led elsewhere. Read to the end once, keep the address in resume, and ask there again."
        ),
        "Changes",
        f"{ROOT}changes/",
        (known.LIMIT, known.AFTER_CHANGE),
    ),
)
OPERATIONS: Final = {operation.name: operation for operation in _ALL}
