from newsroom.models.alert import BreakingAlert, PushMessage, PushSubscription
from newsroom.models.desk import (
    DeskCheck,
    EditLock,
    Message,
    Note,
    PreviewLink,
    SavedFilter,
)
from newsroom.models.front import FrontDraft, FrontPlan, FrontPublication, FrontVersion
from newsroom.models.intake import IntakeFeed, IntakeItem
from newsroom.models.moving import ImportedItem
from newsroom.models.page import PageDraft, PagePublication
from newsroom.models.people import Desk, DeskSection, User
from newsroom.models.picture import Picture, PictureUse
from newsroom.models.record import Approval, RecordEntry, Revision, RevisionWriter, Transition
from newsroom.models.spelling import HouseSpelling
from newsroom.models.story import BylineLine, Story, StoryWriter
from newsroom.models.ticker import TickerDraft, TickerDraftSetup, TickerPublication

__all__ = [
    "Approval",
    "BreakingAlert",
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
    "IntakeFeed",
    "IntakeItem",
    "Message",
    "Note",
    "PageDraft",
    "PagePublication",
    "Picture",
    "PictureUse",
    "PreviewLink",
    "PushMessage",
    "PushSubscription",
    "RecordEntry",
    "Revision",
    "RevisionWriter",
    "SavedFilter",
    "Story",
    "StoryWriter",
    "TickerDraft",
    "TickerDraftSetup",
    "TickerPublication",
    "Transition",
    "User",
]
