"""On what terms the paper lets others use what the API says."""

from django.conf import settings
from django.utils.translation import gettext


def usage_terms() -> str:
    """The paper's own line (API_TERMS), or the usual one, in the paper's language."""
    if settings.KHOBOR_API_TERMS:
        return str(settings.KHOBOR_API_TERMS)
    said = gettext(
        "Headlines and summaries may be shown with a link to the story at %(paper)s. Whole texts and pictures belong to"
        " %(paper)s and those it credits; ask before you print them."
    )
    return said % {"paper": settings.KHOBOR_NAME}
