"""Things of two texts that stand in one order.

In: pairs of places. Out: the longest run of them that rises in both.
"""

from collections.abc import Iterable


def rising(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of points that rises strictly in both numbers; the earliest in the second number where two are as long.

    O(n log n): patience sorting.
    """
    ordered = sorted(points, key=lambda point: (point[0], -point[1]))
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(ordered):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle] < j else (low, middle)
        before.append(last[low - 1] if low else -1)
        tails[low : low + 1] = [j]
        last[low : low + 1] = [at]
    chain, at = list[tuple[int, int]](), last[-1] if last else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]
