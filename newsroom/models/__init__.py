from newsroom.models.people import Desk, DeskSection, User
from newsroom.models.picture import Picture
from newsroom.models.record import Approval, Revision, RevisionWriter, Transition
from newsroom.models.story import BylineLine, Story, StoryWriter
from newsroom.models.ticker import TickerDraft, TickerPublication

__all__ = [
    "Approval",
    "BylineLine",
    "Desk",
    "DeskSection",
    "Picture",
    "Revision",
    "RevisionWriter",
    "Story",
    "StoryWriter",
    "TickerDraft",
    "TickerPublication",
    "Transition",
    "User",
]
