"""Why stories come back: categories that can be counted, beside the editor's own words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CATEGORIES: Final[dict[str, str | Promise]] = {
    "facts": _("Facts or sources"),
    "language": _("Language"),
    "structure": _("Structure or length"),
    "picture": _("Picture"),
    "legal": _("Law or ethics"),
    "other": _("Other"),
}
