"""Everything `load()` takes, opened: files, DataFrames, JSON records, Parquet, networkx graphs; values keep cells.

What has no cells of its own is laid out as sheets: record n is row n + 1 below one row of headings, in the order in
which the keys first appear.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk.domain import Supplier, SupplyLink
from supplychain_risk.errors import InputError, MissingFile, UnreadableFile
from supplychain_risk.files import content_of, from_json
from supplychain_risk.intake import limits
from supplychain_risk.intake.grid import Opened
from supplychain_risk.intake.opening import Rows, frame_rows, open_files, open_tables
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.values import cell_text

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

Progress = Callable[[str, int, int], None]
Record = Mapping[str, Any]
_TAKES = "Pass a file, a list of files, a DataFrame, a dict of DataFrames, a list of dicts or a networkx graph."
_OWN_NODES = ("company", "buyer")
"""Values of a node's `kind` that make it an end of the chain and no supplier (as in `SupplyNetwork.graph`)."""


def open_source(source: Any, reference: Reference, progress: Progress) -> tuple[tuple[Opened, ...], dict[str, Any]]:
    """Open whatever `load()` was given: its tables, and the columns that are known without looking.

    Raises:
        InputError: the source is nothing we can read, a file is missing or damaged.
    """
    if isinstance(source, str | Path):
        source = [source]
    if _is_graph(source):
        return _graph(source)
    if _is_frame(source):
        return (open_tables("DataFrame", "dataframe", {"DataFrame": frame_rows(source)}),), {}
    if isinstance(source, Mapping):
        tables = {str(name): _table(str(name), value) for name, value in source.items()}
        if tables:
            return (open_tables("DataFrames", "dataframe", tables),), {}
    elif isinstance(source, Sequence) and not isinstance(source, bytes):
        items = list(source)
        if not items:
            raise InputError("no input file was given", hint="Name at least one supplier spreadsheet.")
        if all(isinstance(item, str | Path) for item in items):
            return open_files([Path(item) for item in items], reference, progress, OPENERS), {}
        if all(isinstance(item, Mapping) for item in items):
            return (open_tables("records", "records", {"records": _record_rows(items)}),), {}
    raise InputError(f"an input of type {type(source).__name__} cannot be read", hint=_TAKES)


def _is_frame(value: Any) -> bool:
    return hasattr(value, "iloc") and hasattr(value, "columns")


def _is_graph(value: Any) -> bool:
    return hasattr(value, "is_directed") and hasattr(value, "nodes") and hasattr(value, "edges")


def _table(name: str, value: Any) -> Rows:
    if _is_frame(value):
        return frame_rows(value)
    if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(row, Mapping) for row in value):
        return _record_rows(value)
    raise InputError(f"'{name}' is no table but of type {type(value).__name__}", hint=_TAKES)


# --- records -----------------------------------------------------------------------------------------------------


def _record_rows(records: Iterable[Record]) -> Rows:
    flat = [dict(_flat(one)) for record in records for one in _spread(record)]
    headings = list(dict.fromkeys(key for record in flat for key in record))
    return [headings, *([record.get(heading, "") for heading in headings] for record in flat)]


def _spread(record: Record) -> Iterable[Record]:
    """A record once per record of the list it holds: the materials of a supplier, each with its own origin.

    Only where it holds one such list; the texts of several would be set side by side that do not belong together.
    """
    lists = [key for key, value in record.items() if _is_records(value)]
    if len(lists) != 1:
        return (record,)
    (name,) = lists
    rest = {key: value for key, value in record.items() if key != name}
    return [
        {**rest, **{f"{name} {key}" if key in rest else key: v for key, v in inner.items()}} for inner in record[name]
    ]


_DEEPEST = 20
"""Records within records, and lists within lists; an address within a plant within a supplier is three deep."""


def _refuse_deeper(depth: int) -> None:
    if depth > _DEEPEST:
        raise UnreadableFile(
            f"a record holds others more than {_DEEPEST} deep, as no supplier does",
            hint="Write one record per supplier, with texts and numbers as its values.",
        )


def _flat(record: Record, above: str = "", depth: int = 0) -> Iterable[tuple[str, str]]:
    """Keys and texts of a record; an inner record's keys get the outer key before them: "address city"."""
    _refuse_deeper(depth)
    for key, value in record.items():
        heading = f"{above} {key}".strip()
        if isinstance(value, Mapping):
            yield from _flat(value, heading, depth + 1)
        else:
            yield heading, _text(value, depth)


def _text(value: Any, depth: int = 0) -> str:
    """A value as the text of a cell; several values are a list in a cell."""
    _refuse_deeper(depth)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(inner, depth + 1)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_text(item, depth + 1) for item in value)
    if isinstance(value, set | frozenset):
        return "; ".join(sorted(_text(item, depth + 1) for item in value))
    if type(value).__name__ in ("NAType", "NaTType"):
        return ""
    text = cell_text(value)
    # JSON may hold half of a character, which no file can be written with
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- files -------------------------------------------------------------------------------------------------------


def _content(path: Path) -> bytes:
    try:
        return content_of(path, limits.most("file_bytes"))
    except FileNotFoundError as error:
        raise MissingFile("there is no such file", where=str(path), hint="Check the path and the spelling.") from error
    except OSError as error:
        raise MissingFile(
            f"the file cannot be opened ({error.strerror or error})",
            where=str(path),
            hint="Check that you may read it and try again.",
        ) from error


def _open_json(path: Path, name: str) -> Opened:
    """A list of records, or an object of such lists (one sheet each)."""
    content = _content(path)
    hint = 'Write a list of records, [{"name": …, "country": …}, …], or an object of such lists, in UTF-8.'
    try:
        data = from_json(content.decode("utf-8-sig"), parse_float=str)
    except ValueError as error:
        raise UnreadableFile(f"the file is no JSON ({error})", where=path.name, hint=hint) from error
    lists = data if isinstance(data, dict) else {path.stem: data}
    tables = {str(k): v for k, v in lists.items() if _is_records(v)}
    if not tables:
        raise UnreadableFile("the file holds no list of records", where=path.name, hint=hint)
    rows = {sheet: _record_rows(records) for sheet, records in tables.items()}
    return open_tables(name, "json", rows, hashlib.sha256(content).hexdigest())


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _open_jsonl(path: Path, name: str) -> Opened:
    """One record per line. Blank lines count, so that row n is line n - 1 of the file."""
    content = _content(path)
    hint = 'Write one record per line, {"name": …, "country": …}, in UTF-8.'
    records: list[Record] = []
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"the file is not UTF-8 ({error})", where=path.name, hint=hint) from error
    while lines and not lines[-1].strip():
        lines.pop()
    for number, line in enumerate(lines, start=1):
        try:
            record = from_json(line, parse_float=str) if line.strip() else {}
        except ValueError as error:
            raise UnreadableFile(f"line {number} is no JSON ({error})", where=path.name, hint=hint) from error
        if not isinstance(record, dict):
            raise UnreadableFile(f"line {number} is no record", where=path.name, hint=hint)
        records.append(record)
    return open_tables(name, "jsonl", {path.stem: _record_rows(records)}, hashlib.sha256(content).hexdigest())


def _open_parquet(path: Path, name: str) -> Opened:
    import io

    import pandas as pd

    content = _content(path)
    try:
        frame = pd.read_parquet(io.BytesIO(content))
    except ImportError as error:
        raise InputError(
            "reading Parquet needs the package pyarrow, which is not installed",
            where=path.name,
            hint="Run: pip install pyarrow. Or save the table as .csv or .xlsx.",
        ) from error
    except Exception as error:  # pyarrow raises its own errors, which we cannot name without importing it
        raise UnreadableFile(
            f"the file is no Parquet table ({type(error).__name__})",
            where=path.name,
            hint="Save the table anew, or as .csv or .xlsx.",
        ) from error
    return open_tables(name, "parquet", {path.stem: frame_rows(frame)}, hashlib.sha256(content).hexdigest())


OPENERS: dict[str, Callable[[Path, str], Opened]] = {
    ".json": _open_json,
    ".jsonl": _open_jsonl,
    ".ndjson": _open_jsonl,
    ".parquet": _open_parquet,
}
"""Endings of files that are no spreadsheets → how they are opened."""


# --- graphs ------------------------------------------------------------------------------------------------------


def _graph(graph: Any) -> tuple[tuple[Opened, ...], dict[str, Any]]:
    """A directed networkx graph as a sheet of nodes and a sheet of edges (supplier → buyer).

    The node is the supplier's id; attributes named like our columns (name, country, region, sector, commodity, …) are
    those columns, the others travel along. A node that nothing leaves and that has no attribute but a name is the
    company, or a buyer; so is a node whose `kind` is "company" or "buyer".
    """
    if not graph.is_directed():
        raise InputError(
            "the graph is not directed, so it does not say who supplies whom",
            hint="Pass a networkx DiGraph or MultiDiGraph with edges from supplier to buyer.",
        )
    called: dict[Any, str] = {}
    nodes: list[Record] = []
    for node, attributes in graph.nodes(data=True):
        about = _attributes(attributes)
        if _is_end(graph, node, attributes):
            called[node] = about.get("name") or _text(node)
        else:
            called[node] = _text(node)
            nodes.append({"supplier_id": called[node], **about})
    edges: list[Record] = [
        {"supplier_ref": called[one], "buyer": called[other], **_attributes(attributes)}
        for one, other, attributes in graph.edges(data=True)
    ]
    tables = {"nodes": _record_rows(nodes)} if nodes else {}
    if edges:
        tables["edges"] = _record_rows(edges)
    if not nodes:
        raise InputError("the graph has no supplier", hint="Give each supplier a node, with its name and country.")
    known = {name: {"header_row": 1, "columns": _own_columns(rows[0])} for name, rows in tables.items()}
    return (open_tables("graph", "graph", tables),), {f"graph!{name}": entry for name, entry in known.items()}


def _own_columns(headings: Sequence[str]) -> dict[str, str]:
    return {heading: heading for heading in headings if heading in FIELDS}


def _attributes(attributes: Mapping[Any, Any]) -> dict[str, str]:
    """Attributes as texts. The objects that `SupplyNetwork.graph` adds are read as the texts they came from."""
    own = ("kind", "supplier_id", "supplier_ref", "buyer")
    found: dict[str, str] = {}
    for name, value in attributes.items():
        if isinstance(value, Supplier):
            found |= _as_read(value)
        elif isinstance(value, SupplyLink):
            amounts = {"spend": value.spend, "share": value.share}
            found |= {"commodity": value.commodity, **{k: _text(v) for k, v in amounts.items() if v is not None}}
        elif str(name) not in own:
            found[str(name)] = _text(value)
    return found


def _as_read(supplier: Supplier) -> dict[str, str]:
    parts = {
        "name": (supplier.name,),
        "country": (supplier.country.resolution.raw,) if supplier.country else (),
        "address": tuple(named.text for named in supplier.address),
        "sector": tuple(r.resolution.raw for r in supplier.sectors),
        "commodity": tuple(r.resolution.raw for r in supplier.commodities),
        **{i.scheme: (i.value,) for i in supplier.identifiers if i.scheme in FIELDS},
    }
    return {name: "; ".join(dict.fromkeys(texts)) for name, texts in parts.items() if texts}


def _is_end(graph: Any, node: Any, attributes: Mapping[Any, Any]) -> bool:
    if attributes.get("kind") in _OWN_NODES:
        return True
    bare = not any(_text(value) for name, value in attributes.items() if name not in ("name", "kind"))
    return bare and graph.out_degree(node) == 0 and graph.in_degree(node) > 0
