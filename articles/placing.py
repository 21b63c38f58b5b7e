"""How a front fills itself: which story stands where, given what editors placed and what is newest. Asks nothing."""

from typing import Final

TOP: Final = 6  # slots at the top of a front: the lead and five beside it
BLOCK: Final = 4  # slots of a section's block on the front page
RELATED: Final = 4  # stories a package may have beside its lead
