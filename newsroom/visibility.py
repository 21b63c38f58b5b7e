"""Who may know that a story exists, and on whose desk it is. Every list, count, search and page asks here."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from newsroom.models import Picture, PictureUse, Story, User


def visible_stories(user: User) -> QuerySet[Story]:
    """The stories this user may know of: all, but a restricted one only for its assignee and its insiders.

    Chief editors are no exception: what is restricted is restricted to the people named.
    """
    inside = Exists(Story.insiders.through.objects.filter(story=OuterRef("pk"), user=user))
    return Story.objects.filter(Q(restricted=False) | Q(assignee=user) | inside)


def may_see(user: User, story: Story) -> bool:
    """`visible_stories` for one story at hand."""
    if not story.restricted or story.assignee_id == user.pk:
        return True
    return story.insiders.filter(pk=user.pk).exists()


def visible_pictures(user: User) -> QuerySet[Picture]:
    """Pictures, but for those that only restricted stories show (and that somebody else brought in)."""
    uses = PictureUse.objects.filter(picture=OuterRef("pk"))
    seen = uses.filter(story__in=visible_stories(user))
    return Picture.objects.filter(~Exists(uses) | Exists(seen) | Q(uploaded_by=user))


def usable_pictures(story: Story) -> QuerySet[Picture]:
    """What may be put into this story: not what only restricted stories show, but for its own."""
    uses = PictureUse.objects.filter(picture=OuterRef("pk"))
    own = uses.filter(story_id=story.pk)
    return Picture.objects.filter(~Exists(uses) | Exists(uses.filter(story__restricted=False)) | Exists(own))


def open_pictures() -> QuerySet[Picture]:
    """What may stand on a front, which everybody in the newsroom sees: not what only restricted stories show."""
    uses = PictureUse.objects.filter(picture=OuterRef("pk"))
    return Picture.objects.filter(~Exists(uses) | Exists(uses.filter(story__restricted=False)))


def is_on_desk(user: User, story: Story) -> bool:
    """Whether the story lies on one of this user's desks. A story without a desk yet is everybody's."""
    if story.desk_id is None or user.has_perm("newsroom.all_desks"):
        return True
    return user.desks.filter(pk=story.desk_id).exists()
