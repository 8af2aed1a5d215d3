"""How often answers of a given confidence are right."""

from collections.abc import Sequence

BINS: tuple[tuple[float, float], ...] = tuple((step / 10, (step + 1) / 10) for step in range(10))


def reliability(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[int, float]]:
    """For each of BINS: how many answers had such a confidence, and the share of them that was right."""
    rows = []
    for low, high in BINS:
        hits = [
            hit
            for chance, hit in zip(chances, right, strict=True)
            if low <= chance < high or chance == high == 1.0
        ]
        rows.append((len(hits), sum(hits) / len(hits) if hits else float("nan")))
    return rows
