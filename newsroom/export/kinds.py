"""Which rows are exported, under which names, and which never are. docs/export.md describes each field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet

from articles.models import (
    Alert,
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Correction,
    Front,
    Page,
    Placement,
    Redirect,
    Section,
    TickerLine,
    TickerSetup,
    Tombstone,
    Topic,
    TopicAlias,
)
from newsroom import models as newsroom

# Rows that others know by a name: numbers of this database mean nothing elsewhere.
_NAMES: Final[dict[str, str]] = {
    "Section": "slug",
    "Topic": "slug",
    "Contributor": "slug",
    "Article": "public_id",
    "Story": "public_id",
    "User": "username",
    "Desk": "name",
}
Row = Any  # of the kind's own model
More = Callable[[Row], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One file of the export: every row of `model` without its columns `without`, with `more` beside or over them."""

    name: str
    model: type[Model]
    without: frozenset[str] = frozenset()
    more: dict[str, More] = field(default_factory=dict)
    prefetch: tuple[str, ...] = ()
    # Which of the rows readers have, where the table holds others too.
    public: Exists | None = None

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys([*(column.name for column in self._columns()), *self.more]))

    def rows(self, everything: bool) -> Iterator[Model]:
        """Every row, or those that readers have, by its key; a few hundred in memory at a time."""
        joined = [column.name for column in self._columns() if _name_of(column)]
        rows: QuerySet[Model] = self.model._default_manager.order_by("pk")
        if self.public is not None and not everything:
            rows = rows.filter(self.public)
        if joined:
            rows = rows.select_related(*joined)
        return rows.prefetch_related(*self.prefetch).iterator(chunk_size=500)

    def as_json(self, row: Row) -> dict[str, Any]:
        plain = {column.name: _value(row, column) for column in self._columns()}
        return plain | {name: value(row) for name, value in self.more.items()}

    def _columns(self) -> list[Any]:
        return [column for column in self.model._meta.concrete_fields if column.name not in self.without]


def _name_of(column: Any) -> str:
    """What a row that this column names is called by; empty for a number, or no key at all."""
    if not isinstance(column, ForeignKey):
        return ""
    return _NAMES.get(column.related_model.__name__, "")


def _value(row: Row, column: Any) -> Any:
    if name := _name_of(column):
        named = getattr(row, column.name)
        return getattr(named, name) if named else None
    return column.value_from_object(row)


def _byline(story: newsroom.Story) -> list[dict[str, str]]:
    return [
        {"contributor": line.contributor.slug, "role": line.role, "place": line.place}
        for line in story.byline_lines.all()
    ]


def _usernames(relation: str) -> More:
    return lambda row: [user.username for user in getattr(row, relation).all()]


def _live_original(public_id: str) -> str:
    """The story that a live one translates, if readers have it: that there is such a story may be a secret."""
    return public_id if public_id and Article.objects.filter(pk=public_id).exists() else ""


def _snapshot(tombstone: Tombstone) -> dict[str, Any] | None:
    snapshot = tombstone.snapshot
    return snapshot and snapshot | {"translation_of": _live_original(snapshot.get("translation_of", ""))}


def _carried(model: type[Model], column: str, key: str = "pk") -> Exists:
    """That a live article carries the row: a name may be a secret until its story is out."""
    return Exists(model._default_manager.filter(**{column: OuterRef(key)}))


PUBLIC: Final = (
    Kind("sections", Section, public=_carried(Article, "section")),
    Kind("topics", Topic, public=_carried(ArticleTopic, "topic")),
    Kind(
        "topic_aliases",
        TopicAlias,
        without=frozenset({"id", "former_id"}),
        public=_carried(ArticleTopic, "topic", "topic"),
    ),
    Kind("contributors", Contributor, public=_carried(ArticleContributor, "contributor")),
    Kind("articles", Article, more={"translation_of": lambda row: _live_original(row.translation_of)}),
    Kind("corrections", Correction),
    Kind("tombstones", Tombstone, more={"snapshot": _snapshot}),
    Kind("pages", Page),
    Kind("redirects", Redirect),
    Kind("fronts", Front),
    Kind("placements", Placement),
    Kind("ticker_lines", TickerLine),
    Kind("ticker_setup", TickerSetup),
    Kind("alerts", Alert),
)
_LOCK: Final = frozenset({"holder", "token", "taken_from_token", "leased_until"})
PRIVATE: Final = (
    # Who may log in, and never how: no password, no hash of one.
    Kind(
        "users",
        newsroom.User,
        without=frozenset({"password", "last_login"}),
        more={"groups": lambda user: [group.name for group in user.groups.all()]},
        prefetch=("groups",),
    ),
    Kind(
        "desks",
        newsroom.Desk,
        more={
            "sections": lambda desk: [section.slug for section in desk.sections.all()],
            "members": _usernames("members"),
        },
        prefetch=("sections", "members"),
    ),
    Kind("desk_checks", newsroom.DeskCheck),
    Kind("pictures", newsroom.Picture, without=frozenset({"thumbnail", "renditions", "renditions_problem"})),
    Kind(
        "stories",
        newsroom.Story,
        more={
            "topics": lambda story: [topic.slug for topic in story.topics.all()],
            "byline": _byline,
            "insiders": _usernames("insiders"),
        },
        prefetch=("topics", "byline_lines__contributor", "insiders"),
    ),
    Kind("revisions", newsroom.Revision, more={"writers": _usernames("writers")}, prefetch=("writers",)),
    Kind("approvals", newsroom.Approval),
    Kind("transitions", newsroom.Transition),
    Kind("record", newsroom.RecordEntry),
    Kind("notes", newsroom.Note),
    Kind("ticker_drafts", newsroom.TickerDraft),
    Kind(
        "ticker_draft_setup",
        newsroom.TickerDraftSetup,
        more={"sections": lambda setup: [section.slug for section in setup.sections.all()]},
        prefetch=("sections",),
    ),
    Kind("ticker_publications", newsroom.TickerPublication),
    Kind("breaking_alerts", newsroom.BreakingAlert),
    Kind("intake_feeds", newsroom.IntakeFeed),
    Kind("intake_items", newsroom.IntakeItem),
    Kind("page_drafts", newsroom.PageDraft),
    Kind("page_publications", newsroom.PagePublication),
    Kind("front_drafts", newsroom.FrontDraft, without=_LOCK),
    Kind("front_plans", newsroom.FrontPlan),
    Kind("front_publications", newsroom.FrontPublication),
    Kind("house_spelling", newsroom.HouseSpelling),
    Kind("imported_items", newsroom.ImportedItem),
)
# Never in a file of their own: said elsewhere, made again by themselves, of the moment, or somebody's own.
LEFT_OUT: Final = frozenset(
    {
        *(
            "Edition",
            "Month",
            "SearchDocument",
            "ArticleTopic",
            "ArticleContributor",
            "ReadCount",
            "MostRead",
        ),
        *("DeskSection", "BylineLine", "StoryWriter", "RevisionWriter", "PictureUse", "FrontVersion"),
        *("EditLock", "PreviewLink", "SavedFilter", "Message"),
        # Readers' browsers: with these keys one could write to them.
        *("PushRequest", "PushSubscription", "PushMessage"),
    }
)
