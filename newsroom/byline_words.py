"""How the newsroom itself names a line of a byline. What readers see of it: articles/showing.py."""

from newsroom.content import BylineRef
from newsroom.models import BylineLine


def said_of(line: BylineRef) -> str:
    """“নমুনা হাসান (প্রতিনিধি, সুনামগঞ্জ)”, for comparisons and messages."""
    role = str(dict(BylineLine.Role.choices).get(line.role, line.role))
    return f"{line.contributor.name} ({', '.join(filter(None, (role, line.place)))})"
