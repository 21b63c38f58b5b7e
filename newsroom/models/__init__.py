from newsroom.models.desk import (
    DeskCheck,
    EditLock,
    Message,
    Note,
    PreviewLink,
    SavedFilter,
)
from newsroom.models.front import FrontDraft, FrontPlan, FrontPublication, FrontVersion
from newsroom.models.moving import ImportedItem
from newsroom.models.page import PageDraft, PagePublication
from newsroom.models.people import Desk, DeskSection, User
from newsroom.models.picture import Picture, PictureUse
from newsroom.models.record import Approval, RecordEntry, Revision, RevisionWriter, Transition
from newsroom.models.spelling import HouseSpelling
from newsroom.models.story import BylineLine, Story, StoryWriter
from newsroom.models.ticker import TickerDraft, TickerPublication

__all__ = [
    "Approval",
    "BylineLine",
    "Desk",
    "DeskCheck",
    "DeskSection",
    "EditLock",
    "FrontDraft",
    "FrontPlan",
    "FrontPublication",
    "FrontVersion",
    "HouseSpelling",
    "ImportedItem",
    "Message",
    "Note",
    "PageDraft",
    "PagePublication",
    "Picture",
    "PictureUse",
    "PreviewLink",
    "RecordEntry",
    "Revision",
    "RevisionWriter",
    "SavedFilter",
    "Story",
    "StoryWriter",
    "TickerDraft",
    "TickerPublication",
    "Transition",
    "User",
]
