"""Chains that hang together: the pieces of a graph, by joins that halve the way each round (Kiveris et al., 2014).

Each round brings every node nearer to the smallest of its piece: first each larger neighbor is put to the smallest one
that is known ("large star"), then each node's smaller neighbors are put together ("small star"). A piece is found when
all its nodes are put to one; the number of rounds grows with the logarithm of the size of the largest piece.
"""

from __future__ import annotations

from typing import Any

from supplychain_risk.errors import InputError

ON_DRIVER = 200_000
"""Edges that are few enough to be looked at in one place: rounds of joins cost seconds each, however few there are."""
ROUNDS = 60
"""More than any graph needs that Spark can hold; beyond them something is wrong, and nothing is told."""


def pieces(edges: Any, on_driver: int = ON_DRIVER) -> Any:
    """(node, piece) of every node of a graph, both whole numbers; `edges` are (one, other) in any direction.

    Args:
        edges: DataFrame of `one` and `other`, of type long.
        on_driver: edges up to which no round of joins is made.

    Raises:
        InputError: the pieces are not found within `ROUNDS`.
    """
    from pyspark.sql import functions as F  # noqa: N812 (so its documentation calls it)

    stars = _kept(edges.where("one != other").select("one", "other").distinct())
    if stars.count() <= on_driver:
        found = sorted(_together([tuple(row) for row in stars.collect()]).items())
        return edges.sparkSession.createDataFrame(found, "node long, piece long")
    mark = None
    for _ in range(ROUNDS):
        both = stars.unionByName(stars.select(F.col("other").alias("one"), F.col("one").alias("other")))
        least = both.groupBy("one").agg(F.least(F.col("one"), F.min("other")).alias("least"))
        larger = both.where("other > one").join(least, "one").select(F.col("other").alias("one"), "least")
        larger = larger.where("one != least").distinct()
        seconds = larger.groupBy("one").agg(F.min("least").alias("first"))
        smaller = larger.join(seconds, "one")
        put = smaller.select("one", F.col("first").alias("other")).unionByName(
            smaller.select(F.col("least").alias("one"), F.col("first").alias("other"))
        )
        before, stars = stars, _kept(put.where("one != other").distinct())
        now = stars.agg(F.count("*"), F.sum(F.xxhash64("one", "other").cast("decimal(38,0)"))).first()
        before.unpersist()
        if now == mark:
            return stars.select(F.col("one").alias("node"), F.col("other").alias("piece")).unionByName(
                stars.select(F.col("other").alias("node"), F.col("other").alias("piece")).distinct()
            )
        mark = now
    raise InputError(
        f"the chains of the input were not told apart within {ROUNDS} rounds",
        hint="Screen a part of the lines to see which of them cause it, and report it with their number.",
    )


def _together(edges: list[tuple[int, int]]) -> dict[int, int]:
    """Node → the smallest node of its piece."""
    piece: dict[int, int] = {}

    def first(node: int) -> int:
        while (above := piece.setdefault(node, node)) != node:
            piece[node] = piece[above]
            node = above
        return node

    for one, other in edges:
        a, b = sorted((first(one), first(other)))
        piece[b] = a
    return {node: first(node) for node in list(piece)}


def _kept(frame: Any) -> Any:
    """The rows, worked out now and kept, so that no later round works out the earlier ones again.

    In the checkpoint directory where one is set, which outlives an executor; else on the executors.
    """
    if frame.sparkSession.sparkContext._jsc.sc().getCheckpointDir().isDefined():
        return frame.checkpoint(eager=True)
    return frame.localCheckpoint(eager=True)
