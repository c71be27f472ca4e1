"""screen(): two Spark DataFrames, of suppliers and of the lines between them → the tables of a report.

What is worked out where:

* per row, on the workers: cells are read into records;
* per supplier, on the workers: its rows and lines together are described, texts resolved;
* per distinct case, once, on the driver: rules and score; the answers are broadcast;
* per distinct name, on the workers: the matcher; marks of the names that agree with an entity are broadcast;
* per chain that hangs together, on one worker: links, paths, exposure, goods on their way, and what each supplier calls
  for, by the engine that judges a whole network in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from importlib.metadata import version
from math import ceil
from pathlib import Path
from typing import Any

from supplychain_risk.assess.screening import Screening
from supplychain_risk.audit.manifest import manifest
from supplychain_risk.errors import InputError, MissingExtra
from supplychain_risk.intake.columns import LOOKED_AT
from supplychain_risk.laws.triggers import drafts
from supplychain_risk.loading.connect import Rest
from supplychain_risk.loading.places import is_written_as_code
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.report.tables import run_columns_of
from supplychain_risk.resolve.text import key
from supplychain_risk.risk.structural import score
from supplychain_risk.spark import schemas, work
from supplychain_risk.spark.chains import pieces
from supplychain_risk.spark.described import decode_case, read_problem_row
from supplychain_risk.spark.judged import Known
from supplychain_risk.spark.run import Run
from supplychain_risk.spark.sheets import Sheet, sheet_of

LARGEST_CHAIN = 500_000
"""Suppliers that may hang together in one chain: they are judged in the memory of one worker."""
SUPPLIERS_OF_A_PART = 20_000
"""Suppliers of many small chains that are judged together."""
_MOST_COUNTRIES = 100_000
"""Distinct texts of a column of countries; more are no countries."""
TABLES = ("suppliers", "lines", "findings", "reasons", "problems")
"""The tables that come out."""
FILE = "DataFrames"
"""What the tables are called in the addresses of cells, as `load()` calls them."""


@dataclass(frozen=True, slots=True)
class ScreenedTables:
    """The tables of a report, as `--format parquet` writes them, each with the columns that tell the run."""

    suppliers: Any
    """One row per supplier. The columns of stability (`rank`, `rank_p5`, `rank_p95`, `top_decile`) are empty."""
    lines: Any
    findings: Any
    reasons: Any
    problems: Any
    kept: tuple[Any, ...] = ()
    """What the job holds on the workers for them, until `close`."""

    def write(self, folder: str | Path, format: str = "parquet") -> tuple[str, ...]:
        """Write each table into a folder of its name below `folder`, which may be any address that Spark writes to.

        Returns:
            The addresses written.

        Raises:
            Whatever Spark raises where a folder exists or cannot be written.
        """
        written = []
        for name in TABLES:
            target = f"{str(folder).rstrip('/')}/{name}"
            getattr(self, name).write.format(format).save(target)
            written.append(target)
        return tuple(written)

    def close(self) -> None:
        """Give back what the job holds on the workers; the tables can then no longer be read."""
        for one in self.kept:
            one.unpersist()


def screen(
    suppliers: Any,
    lines: Any | None = None,
    *,
    policy: Policy | None = None,
    as_of: date | str | None = None,
    lists: Sequence[str | Path] = (),
    company: str = "",
    largest_chain: int = LARGEST_CHAIN,
) -> ScreenedTables:
    """Screen suppliers and the lines between them on Spark, to say of each row what `supplychain_risk.screen` says.

    Args:
        suppliers: PySpark DataFrame, a row per supplier (or several with one id), with a column `supplier_id` and any
            of the columns that `load()` knows: name, country, region, sector, commodity …
        lines: PySpark DataFrame with `supplier` and `buyer` (ids or names) and, as far as known, commodity, origin,
            spend, share, quantity, unit, line_date, document. A buyer that is no supplier is an end of the chain.
        policy: the chosen numbers; `Policy.default()` if left out.
        as_of: the day whose tables and laws apply, ISO 8601; by default the newest day of the lists.
        lists: folders with lists of your own, on the driver.
        company: name of the reporting company; without it, the one end of the chain if there is just one.
        largest_chain: suppliers that may hang together; they are judged in the memory of one worker.

    Reviewers' verdicts, the order of stability, smallest sets and what-if are not worked out (docs/spark.md).

    Raises:
        MissingExtra: PySpark or pyarrow is not installed.
        InputError: the tables lack a column, hold what only one machine can tell, or a chain is larger than allowed.
    """
    check_installed()
    if type(suppliers).__module__.startswith("pyspark.sql.connect"):
        raise InputError(
            "a session of Spark Connect cannot hand workers what they need of a job",
            hint="Run the job where the driver is, with a session of SparkSession.builder.getOrCreate().",
        )
    job = _Job(suppliers, lines, Screening.prepare(as_of=as_of, policy=policy, lists=lists), company)
    try:
        return job.tables(largest_chain)
    except BaseException:
        job.release()
        raise


def check_installed() -> None:
    """Refuse to start where a part of the package is missing.

    Raises:
        MissingExtra: pyspark or pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError as error:
        raise MissingExtra(
            "screening on Spark needs pyspark and pyarrow",
            hint="Install them with: pip install 'supplychain-risk[spark]'. Spark also needs a Java runtime (17).",
        ) from error


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A table with a number for each row (column `place`), from which its place in the whole is told."""

    frame: Any
    before: Mapping[int, int]
    """Partition → rows of the partitions before it."""
    rows: int


class _Job:
    def __init__(self, suppliers: Any, lines: Any | None, screening: Screening, company: str) -> None:
        self._session = suppliers.sparkSession
        self._run = Run(screening)
        self._inputs = [("suppliers", suppliers)] + ([("lines", lines)] if lines is not None else [])
        self._company = company
        self._kept: list[Any] = []

    # --- the tables that come in ---------------------------------------------------------------------------------

    def release(self) -> None:
        """Give back what the job holds on the workers."""
        for one in self._kept:
            one.unpersist()

    def _keep(self, frame: Any) -> Any:
        from pyspark import StorageLevel

        # On disk alone: kept in memory as far as it goes, rows fill the heap (2 GB ended at 1,000,000 suppliers), and
        # reading one again costs microseconds where working it out took a good part of a millisecond.
        kept = frame.persist(StorageLevel.DISK_ONLY)
        self._kept.append(kept)
        return kept

    def _broadcast(self, value: Any) -> Any:
        return self._session.sparkContext.broadcast(value)

    def _mapped(self, frame: Any, function: Any, schema: Any) -> Any:
        from pyspark.sql.pandas.types import from_arrow_schema

        return frame.mapInArrow(function, from_arrow_schema(schema))

    def _numbered(self, frame: Any) -> _Numbered:
        from pyspark.sql import functions as F  # noqa: N812

        # By place: a heading such as "Invoice no." is no name that Spark takes everywhere.
        by_place = frame.toDF(*(f"column{number}" for number in range(len(frame.columns))))
        numbered = by_place.withColumn("place", F.monotonically_increasing_id())
        counts = numbered.groupBy(F.shiftright("place", work.PARTITION_BITS).alias("part")).count().collect()
        before, rows = {}, 0
        for part, count in sorted((row["part"], row["count"]) for row in counts):
            before[int(part)] = rows
            rows += count
        return _Numbered(numbered, before, rows)

    def _sheet(self, name: str, headings: Sequence[str], numbered: _Numbered) -> Sheet:
        """The sheet of a table, by the rows that the engine in memory would look at."""
        from pyspark.sql import functions as F  # noqa: N812

        step = max(1, numbered.rows // LOOKED_AT)
        frame = numbered.frame
        if step > 1:
            parts = self._session.createDataFrame(list(numbered.before.items()), "part long, before long")
            placed = frame.join(F.broadcast(parts), F.shiftright("place", work.PARTITION_BITS) == F.col("part"))
            number = F.col("before") + F.col("place").bitwiseAND((1 << work.PARTITION_BITS) - 1)
            frame = placed.where(number % step == 0).drop("part", "before")
        rows = [tuple(row)[:-1] for row in sorted(frame.collect(), key=lambda row: row["place"])]
        return sheet_of(FILE, name, headings, rows, self._run.reading, as_links=name == "lines")

    def tables(self, largest_chain: int) -> ScreenedTables:
        """Do it all."""
        from pyspark.sql import functions as F  # noqa: N812

        numbered = [self._numbered(frame) for _, frame in self._inputs]
        sheets = tuple(
            self._sheet(name, frame.columns, one) for (name, frame), one in zip(self._inputs, numbered, strict=True)
        )
        self._run = Run(self._run.screening, sheets)
        run = self._broadcast(self._run)
        schema = schemas.read_rows()
        frames = [
            self._mapped(one.frame, work.read(run, sheet, one.before, schema), schema)
            for sheet, one in zip(sheets, numbered, strict=True)
        ]
        read = self._keep(reduce(lambda one, other: one.unionByName(other), frames))
        self._check(read)
        rows = read.where("kind = 'supplier'")
        links = read.where("kind = 'link'")

        bearers = (
            rows.select("key", F.explode(F.concat(F.array("key"), "keys")).alias("called"))
            .distinct()
            .groupBy("called")
            .agg(F.count("*").alias("bearers"), F.min("key").alias("bearer"))
        )
        named = self._keep(self._resolved(links, bearers))
        unborn = self._ends(named)
        company = self._reporting_company(named, unborn, rows)
        as_codes = self._as_codes(rows)
        described = self._keep(self._described(run, rows, named, as_codes))
        suppliers = described.where("kind = 'supplier'")

        listed = self._listed(run, unborn)
        known = Known(
            company=company,
            rest=Rest(any_links=bool(links.head(1)), whole_percents=self._percents(read)),
            drafted=self._cases(suppliers, "readings", drafts),
            scored=self._cases(suppliers, "scored", score),
            matching=self._matching(run, suppliers),
            mark=work.name_mark,
            payees=self._payees(read, suppliers, named, company),
        )
        flowing = named.join(unborn, named.buyer == unborn.key_of_end, "left").withColumn(
            "is_end", F.col("key_of_end").isNotNull() & ~F.col("key_of_end").isin(listed)
        )
        judged = self._keep(self._judged(run, rows, bearers, suppliers, self._keep(flowing), known, largest_chain))
        return self._tables(run, read, described, judged, known)

    def _check(self, read: Any) -> None:
        """Refuse what only one machine can tell.

        Raises:
            InputError: rows without ids, days that may be two, one identifier under two ids, ids that are numbers and
                differ by the zeros before them only.
        """
        from pyspark.sql import functions as F  # noqa: N812

        refused = read.where("refused != ''").groupBy("refused").agg(F.count("*").alias("rows"), F.min("row"))
        first = refused.orderBy(F.desc("rows"), "refused").first()
        if first is not None:
            rows = "1 row" if first[1] == 1 else f"{first[1]:,} rows"
            raise InputError(
                f"{rows} cannot be taken apart from the others (the first is row {first[2]}): {first[0]}",
                where=FILE,
                hint="Correct or leave out these rows: each supplier needs its id, each line a supplier and a buyer; "
                "days are dates or written as YYYY-MM-DD, amounts are numbers or written as 1234.56.",
            )
        shared = (
            read.where("kind = 'supplier'")
            .select("key", F.explode("identifiers").alias("identifier"))
            .groupBy("identifier")
            .agg(F.countDistinct("key").alias("ids"), F.min("key"), F.max("key"))
            .where("ids > 1")
        )
        twice = shared.orderBy("identifier").first()
        if twice is not None:
            raise InputError(
                f"the suppliers '{twice[2]}' and '{twice[3]}' bear one identifier ({twice[0]}), as "
                f"{shared.count():,} identifiers are borne by several ids",
                where=FILE,
                hint="Rows with one identifier are one supplier: give them one supplier_id, or correct the identifier.",
            )
        ids = read.select(F.col("key").alias("id")).unionByName(
            read.where("kind = 'link'").select(F.col("buyer").alias("id"))
        )
        numbers = ids.where(F.col("id").rlike("^[0-9]*[1-9][0-9]*$"))
        alike = (
            numbers.groupBy(F.regexp_replace("id", "^0+", "").alias("number"))
            .agg(F.min("id"), F.max("id"))
            .where("min(id) != max(id)")
        )
        zeros = alike.orderBy("number").first()
        if zeros is not None:
            raise InputError(
                f"the ids '{zeros[1]}' and '{zeros[2]}' may be one: {alike.count():,} numbers stand with more and with "
                "fewer zeros before them",
                where=FILE,
                hint="A spreadsheet takes the zeros from the front of a number: write each id alike in both tables.",
            )

    def _percents(self, read: Any) -> frozenset[tuple[str, str, str]]:
        from pyspark.sql import functions as F  # noqa: N812

        found = read.select("kind", F.explode("percents").alias("letters")).distinct().collect()
        return frozenset((FILE, {"link": "lines"}.get(row[0], "suppliers"), row[1]) for row in found)

    def _as_codes(self, rows: Any) -> frozenset[tuple[str, str]]:
        """Whether the countries of suppliers are written as codes, by all rows, text by text."""
        from pyspark.sql import functions as F  # noqa: N812

        counted = rows.select(F.explode("countries").alias("text")).groupBy("text").count().limit(_MOST_COUNTRIES + 1)
        texts = counted.collect()
        if len(texts) > _MOST_COUNTRIES:
            raise InputError(
                f"the column of countries holds more than {_MOST_COUNTRIES:,} different texts",
                where=f"{FILE}!suppliers",
                hint="Give the country a column of its own, without the address.",
            )
        told = [(text, count) for text, count in texts if text.upper() != "NA"]
        codes = sum(count for text, count in told if is_written_as_code(text))
        return frozenset({(FILE, "suppliers")}) if 2 * codes > sum(count for _, count in told) else frozenset()

    # --- who is meant ----------------------------------------------------------------------------------------------

    def _resolved(self, links: Any, bearers: Any) -> Any:
        """Links with the one supplier that each end is called by, and whether anybody is."""
        from pyspark.sql import functions as F  # noqa: N812

        def side(prefix: str) -> Any:
            return bearers.select(
                F.col("called").alias(f"{prefix}_called"),
                F.when(F.col("bearers") == 1, F.col("bearer")).alias(prefix),
                F.lit(True).alias(f"{prefix}_known"),
            )

        sold = links.join(side("seller"), links.key == F.col("seller_called"), "left")
        return sold.join(side("bought"), sold.buyer == F.col("bought_called"), "left").drop(
            "seller_called", "bought_called"
        )

    def _ends(self, named: Any) -> Any:
        """Companies that are only bought for: their keys, and what each is first called."""
        from pyspark.sql import functions as F  # noqa: N812

        supplying = named.select(F.col("key").alias("other")).distinct()
        only = named.where("bought_known is null").groupBy("buyer").agg(F.min_by("buyer_text", "row").alias("end_text"))
        return self._keep(
            only.join(supplying, only.buyer == supplying.other, "left_anti").select(
                F.col("buyer").alias("key_of_end"), "end_text"
            )
        )

    def _reporting_company(self, named: Any, ends: Any, rows: Any) -> str:
        """The name of the reporting company: the one given, or the only end of the chain.

        A name that several suppliers bear is another end, since none of them is surely meant.

        Raises:
            InputError: a row of the suppliers is its own, or its name agrees with an entry of a list.
        """
        from pyspark.sql import functions as F  # noqa: N812

        doubtful = named.where("bought_known and bought is null").select("buyer").distinct()
        doubtful = doubtful.join(named.select("key").distinct(), doubtful.buyer == F.col("key"), "left_anti")
        first = ends.limit(2).collect()
        is_one = len(first) == 1 and not doubtful.head(1)
        company = self._company or (first[0]["end_text"] if is_one else "")
        if company and rows.where(F.array_contains("keys", key(company))).head(1) and self._company:
            raise InputError(
                f"a row of the suppliers is the reporting company's own ('{company}')",
                where=f"{FILE}!suppliers",
                hint="Leave its own rows out; only the buyers of its suppliers name it.",
            )
        if company and self._run.screening.index.match(company):
            raise InputError(
                f"the name of the reporting company ('{company}') agrees with an entry of a list",
                where=f"{FILE}!lines",
                hint="Screen on one machine, which then takes it for a supplier known by name only.",
            )
        return company

    def _payees(self, read: Any, suppliers: Any, named: Any, company: str) -> frozenset[str]:
        """Who is paid and is a company of the input: suppliers, who is known by name only, ends of the chain."""
        from pyspark.sql import functions as F  # noqa: N812

        paid = read.select(F.explode("payees").alias("payee")).distinct()
        companies = suppliers.select(F.col("called")).unionByName(
            named.where("seller_known is null").select(F.col("key").alias("called"))
        )
        companies = companies.unionByName(named.where("bought_known is null").select(F.col("buyer").alias("called")))
        found = paid.join(companies.distinct(), F.col("payee") == F.col("called"), "left_semi").collect()
        return frozenset(row[0] for row in found) | frozenset({key(company)} if company else ())

    def _listed(self, run: Any, ends: Any) -> list[str]:
        """Ends of the chain whose names agree with an entry of a list: each is screened as a supplier."""
        from pyspark.sql import functions as F  # noqa: N812

        schema = schemas.ends()
        asked = ends.select(F.col("key_of_end").alias("key"), F.col("end_text").alias("text"))
        found = self._mapped(asked, work.look_up_ends(run, schema), schema).collect()
        return sorted(row[0] for row in found)

    # --- suppliers, cases and names ----------------------------------------------------------------------------------

    def _described(self, run: Any, rows: Any, named: Any, as_codes: frozenset[tuple[str, str]]) -> Any:
        from pyspark.sql import functions as F  # noqa: N812

        wanted = ("owner", "kind", "row", "payload")
        own = rows.withColumn("owner", F.col("key")).select(*wanted)
        sold = named.where("seller is not null").withColumn("owner", F.col("seller")).select(*wanted)
        together = own.unionByName(sold).repartition("owner").sortWithinPartitions("owner", "kind", "row")
        schema = schemas.described_rows()
        return self._mapped(together, work.describe(run, as_codes, schema), schema)

    def _cases(self, suppliers: Any, column: str, answer: Any) -> Mapping[Any, Any]:
        """Distinct cases → what the rules or the score say of each."""
        from pyspark.sql import functions as F  # noqa: N812

        many = F.explode(column) if column == "readings" else F.col(column)
        distinct = suppliers.select(many.alias("case")).distinct().collect()
        cases = [decode_case(bytes(row[0])) for row in distinct]
        return {case: answer(case, self._run.screening.world) for case in cases}

    def _matching(self, run: Any, suppliers: Any) -> frozenset[int]:
        """Marks of the distinct names that agree with an entity."""
        from pyspark.sql import functions as F  # noqa: N812

        schema = schemas.names()
        names = suppliers.select(F.explode("names").alias("one")).select("one.*").distinct()
        found = self._mapped(names, work.look_up(run, schema), schema).collect()
        return frozenset(row[0] for row in found)

    # --- chains ------------------------------------------------------------------------------------------------------

    def _placed(self, rows: Any, bearers: Any, suppliers: Any, links: Any) -> Any:
        """Suppliers and links, each with the chain that it belongs to.

        Nodes are suppliers ("s:" and the key of the id), names that are no one supplier's ("k:"), ids made of a name
        ("i:") and documents; as numbers, of which two that happen to be equal only join two chains.
        """
        from pyspark.sql import functions as F  # noqa: N812

        sold = links.withColumn("from", F.coalesce(_of("s:", "seller"), _of("k:", "key")))
        sold = sold.withColumn("to", F.coalesce(_of("s:", "bought"), _of("k:", "buyer")))
        own = F.xxhash64(_of("s:", "key")).alias("one")
        mark = F.xxhash64("mark").alias("other")
        # Names that several suppliers bear bring them together, for whoever bears one may be meant; so do documents.
        names = rows.select("key", F.explode(F.concat(F.array("key"), "keys")).alias("name")).distinct()
        names = names.join(bearers.where("bearers > 1"), names.name == F.col("called"))
        # Who is known by name only is called by an id made of the name, which another may have, too.
        nameless = sold.where("seller_known is null").select(F.xxhash64("from").alias("one"), F.col("slug"))
        nameless = nameless.union(
            sold.where("bought_known is null and not is_end").select(F.xxhash64("to"), F.col("buyer_slug"))
        ).distinct()
        called_so = suppliers.join(nameless.select("slug").distinct(), suppliers.id == F.col("slug"))
        edges = (
            sold.where("not is_end").select(F.xxhash64("from").alias("one"), F.xxhash64("to").alias("other")),
            names.select(own, F.xxhash64(_of("k:", "name")).alias("other")),
            rows.withColumn("mark", F.explode("marks")).select(own, mark),
            sold.withColumn("mark", F.explode("marks")).select(F.xxhash64("from").alias("one"), mark),
            nameless.select("one", F.xxhash64(_of("i:", "slug")).alias("other")),
            called_so.select(F.xxhash64(_of("s:", "owner")).alias("one"), F.xxhash64(_of("i:", "id")).alias("other")),
        )
        found = self._keep(pieces(reduce(lambda one, other: one.unionByName(other), edges)))
        end_text = F.coalesce("end_text", F.lit("")).alias("end_text")
        mine = suppliers.select(
            "kind", "row", "payload", F.xxhash64(_of("s:", "owner")).alias("of"), F.lit("").alias("end_text")
        )
        theirs = sold.select("kind", "row", "payload", F.xxhash64("from").alias("of"), end_text)
        placed = mine.unionByName(theirs).join(found, F.col("of") == F.col("node"), "left")
        return placed.withColumn("piece", F.coalesce("piece", "of")).drop("of", "node")

    def _judged(
        self, run: Any, rows: Any, bearers: Any, suppliers: Any, links: Any, known: Known, largest_chain: int
    ) -> Any:
        from pyspark.sql import functions as F  # noqa: N812

        placed = self._keep(self._placed(rows, bearers, suppliers, links))
        sizes = placed.where("kind = 'supplier'").groupBy("piece").count()
        total, largest = sizes.agg(F.sum("count"), F.max("count")).first()
        if (largest or 0) > largest_chain:
            raise InputError(
                f"{largest:,} suppliers hang together in one chain, and {largest_chain:,} may",
                where=f"{FILE}!lines",
                hint="They are judged in the memory of one worker. Where it has enough (docs/spark.md says how much), "
                "allow more with largest_chain; else leave out the companies through which the chains are joined.",
            )
        parts = max(self._session.sparkContext.defaultParallelism, ceil((total or 0) / SUPPLIERS_OF_A_PART))
        schema = schemas.judged_rows()
        together = placed.repartition(parts, "piece")
        return self._mapped(together, work.judge(run, self._broadcast(known), schema), schema)

    # --- the tables that come out ------------------------------------------------------------------------------------

    def _tables(self, run: Any, read: Any, described: Any, judged: Any, known: Known) -> ScreenedTables:
        from pyspark.sql import functions as F  # noqa: N812

        told = self._run_columns(known.company)

        def with_run(frame: Any) -> Any:
            return frame.select(*(F.lit(text).alias(name) for name, text in told.items()), "*")

        findings = judged.where("kind = 'finding'")
        per_reason = (
            findings.select("finding.reason", "finding.supplier", "spend")
            .distinct()
            .groupBy("reason")
            .agg(
                F.count("*").alias("suppliers_in_all"),
                F.round(F.sum(F.col("spend").cast("decimal(38,6)")), 2).cast("double").alias("spend_in_all"),
            )
            .withColumnRenamed("reason", "of_reason")
        )
        reasons = judged.where("kind = 'reason'").select("reason.*").dropDuplicates(["id"])
        columns = reasons.columns
        reasons = reasons.join(per_reason, reasons.id == F.col("of_reason"))
        reasons = reasons.withColumn("suppliers", F.col("suppliers_in_all")).withColumn("spend", F.col("spend_in_all"))
        return ScreenedTables(
            suppliers=with_run(judged.where("kind = 'supplier'").select("supplier.*")),
            lines=with_run(described.where("kind = 'line'").select("line.*")),
            findings=with_run(findings.select("finding.*")),
            reasons=with_run(reasons.select(*columns)),
            problems=with_run(self._problems(run, read, described, judged)),
            kept=tuple(self._kept),
        )

    def _problems(self, run: Any, read: Any, described: Any, judged: Any) -> Any:
        """Problems of all steps, each cell's once; those told once for a text with all the cells that hold it."""
        from pyspark.sql import Window
        from pyspark.sql import functions as F  # noqa: N812
        from pyspark.sql.pandas.types import from_arrow_schema

        schema = schemas.problems()
        looks = described.where("kind = 'supplier' and look is not null")
        several = looks.groupBy("look").count().where("count > 1").drop("count")
        alike = looks.join(several, "look").select("look", "id", "name", "country", "cell").repartition("look")
        parts = [frame.where("kind = 'problem'").select("problem.*") for frame in (read, described, judged)]
        parts.append(self._mapped(alike, work.tell_look_alikes(run, schema), schema).select("problem.*"))
        notes = [read_problem_row(p, place) for sheet in self._run.sheets for place, p in enumerate(sheet.notes)]
        parts.append(self._session.createDataFrame(notes, from_arrow_schema(schema)).select("problem.*"))
        every = reduce(lambda one, other: one.unionByName(other), parts)
        order = ("stage", "row", "place")
        once = Window.partitionBy("file", "sheet", "code", "about")
        first = once.orderBy(*order)
        texts = (
            every.where("about != ''")
            .withColumn("number", F.row_number().over(first))
            .withColumn("cells", F.when(F.col("counted"), F.sum("cells").over(once)).otherwise(F.lit(1).cast("long")))
            .where("number = 1")
            .drop("number")
        )
        told = every.where("about = ''").unionByName(texts)
        own = Window.partitionBy("file", "sheet", "cell", "code").orderBy(*order)
        told = told.withColumn("number", F.row_number().over(own)).where("number = 1")
        return told.select(
            F.concat_ws("!", "file", "sheet", "cell").alias("where"),
            "code",
            "value",
            "message",
            "hint",
            "fate",
            "cells",
        )

    def _run_columns(self, company: str) -> dict[str, str]:
        world = self._run.screening.world
        made = manifest(
            (),
            world.reference,
            world.policy,
            as_of=world.as_of.isoformat(),
            as_of_basis=world.as_of_basis,
            company=company,
            lists={one.name: one.sha256 for one in world.lists},
        )
        called = SupplyNetwork((), (), company=company).name(COMPANY)
        return run_columns_of(made, world.as_of, called, version("supplychain-risk"))


def _of(prefix: str, column: str) -> Any:
    from pyspark.sql import functions as F  # noqa: N812

    return F.concat(F.lit(prefix), F.col(column))
