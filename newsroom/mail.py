"""The e-mail copy of an inbox message: what happened, to which story, why, and where to read on."""

from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.inbox import Kind, letter_of
from newsroom.models import Message

# After the name of who did it, as in the history.
HAPPENED: Final[dict[str, str | Promise]] = {
    Kind.SUBMITTED: gettext_lazy("submitted a story to your desk"),
    Kind.RETURNED: gettext_lazy("returned a story"),
    Kind.APPROVED: gettext_lazy("approved a story"),
    Kind.PUBLISHED: gettext_lazy("published a story"),
    Kind.MENTIONED: gettext_lazy("mentioned you in a note"),
    Kind.TAKEOVER: gettext_lazy("took over a story you were writing in"),
    Kind.ASSIGNED: gettext_lazy("assigned a story to you"),
    Kind.ALERT: gettext_lazy("raised an alert"),
}


def what_happened(message: Message) -> str:
    """“… returned a story”."""
    who = message.actor or _("The newsroom")
    return f"{who} {HAPPENED.get(message.kind, message.get_kind_display())}"


def send_copy(message: Message) -> bool:
    """Send the copy of `message`, in the newspaper's language. False when there is nobody to send it to.

    Somebody who left, has no address, or may not see the story (any more) gets none. Raises
    what the mail server does; the message itself is in the inbox in any case.
    """
    user, letter = message.user, letter_of(message)
    may_read = user.is_active and (message.story_id is None or user.has_perm("newsroom.view_story"))
    if not user.email or not may_read or letter.is_hidden:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        page = (
            reverse("admin:newsroom_story_change", args=[letter.story.pk])
            if letter.story
            else reverse("admin:newsroom_inbox")
        )
        context = {
            "happened": what_happened(message),
            "message": message,
            "story": letter.story,
            "link": settings.NEWSROOM_URL + page,
            "inbox": settings.NEWSROOM_URL + reverse("admin:newsroom_inbox"),
            "paper_name": settings.KHOBOR_NAME,
        }
        subject = str(message.get_kind_display())
        if letter.story:
            subject = f"{subject}: {letter.story}"
        send_mail(
            " ".join(subject.split()),
            render_to_string("newsroom/message_mail.txt", context),
            None,
            [user.email],
        )
    return True
