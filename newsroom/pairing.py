"""Which paragraph of one text became which of another: by the words they share, near their place or elsewhere."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from articles.html import plain_text
from newsroom.paragraphs import describe_box

ALIKE: Final = 0.5  # of their words shared: the same paragraph, rewritten
_NEAR: Final = 8  # how far from its place (in paragraphs left over) a rewritten one is looked for
_MOST_PAIRS: Final = 4_000  # of paragraphs left over that are compared for having been moved and rewritten
_MOST_CELLS: Final = 400_000


@dataclass(slots=True)
class Block:
    place: int
    html: str
    tag: str
    words: Counter[str] | None = None

    def text(self) -> str:
        """Its words; of a picture or an embed also which one it is."""
        return f"{describe_box(self.html)} {plain_text(self.html)}".strip()

    def bag(self) -> Counter[str]:
        if self.words is None:
            self.words = Counter(self.text().split())
        return self.words


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Of the words of both together, how many they share (0 to 1)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def pair_rewritten(old: list[Block], new: list[Block]) -> list[tuple[Block, Block]]:
    """Pairs of a paragraph and what it became, in order: those that share the most words all in all."""
    rows, columns = len(old), len(new)
    if rows * columns > _MOST_CELLS:
        return []
    # best[i][j]: the most that old[i:] and new[j:] can share.
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            score = 0.0
            if abs(i * columns - j * rows) <= _NEAR * max(rows, columns):
                score = likeness(old[i].bag(), new[j].bag())
            skipped = max(best[i + 1][j], best[i][j + 1])
            if score >= ALIKE and score + best[i + 1][j + 1] > skipped:
                alike[i, j] = score
                best[i][j] = score + best[i + 1][j + 1]
            else:
                best[i][j] = skipped
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if (i, j) in alike:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def pair_moved(old: list[Block], new: list[Block]) -> dict[int, Block]:
    """Which of the paragraphs left over stand elsewhere now, by their new place: the same ones, then the likest."""
    moved: dict[int, Block] = {}
    by_text: dict[str, list[Block]] = {}
    for block in old:
        if block.text():
            by_text.setdefault(block.html, []).append(block)
    for block in new:
        if twins := by_text.get(block.html):
            moved[block.place] = twins.pop(0)
    taken = {block.place for block in moved.values()}
    old = [block for block in old if block.place not in taken]
    new = [block for block in new if block.place not in moved]
    if len(old) * len(new) > _MOST_PAIRS:
        return moved
    scores = [(likeness(here.bag(), there.bag()), here, there) for here in old for there in new]
    for score, here, there in sorted(scores, key=lambda item: -item[0]):
        if score < ALIKE:
            break
        if here.place not in taken and there.place not in moved:
            taken.add(here.place)
            moved[there.place] = here
    return moved
