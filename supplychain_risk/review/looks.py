"""How a workbook looks: the parts of an .xlsx file that say what of its cells is shown, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from supplychain_risk.intake.archive import Archive, Element, elements, related
from supplychain_risk.intake.extent import column_number
from supplychain_risk.intake.grid import column_letters
from supplychain_risk.intake.xlsx import sheet_names

SMALLEST = 4.0
"""Points of text below which it cannot be read."""
LEAST_CONTRAST = 1.6
"""Ratio of the luminance of text and ground (as WCAG 2 has it, 1 to 21) below which a text is not seen; in a report
that ratio is 5 or more."""
TRUE, FALSE = ("1", "true"), ("0", "false")
"""How an attribute says yes, and no."""

Place = tuple[int, int]
"""Row and column, 0-based."""
Color = tuple[str, ...]
"""By which means a color is written (`rgb`, `theme`, `indexed`), which it is, its tint; () where none is."""
Font = Mapping[str, Element]
"""Parts of a font by their names: color, sz, strike, name."""


class Style(NamedTuple):
    """How cells of a style are shown."""

    fault: str
    """Why their text cannot be read; "" where it can."""
    code: str
    """Their number format."""
    ground: Color


_USUAL = Style("", "General", ())


class Link(NamedTuple):
    """A link: its cell or range, and where it leads; `Sheet!A1` within the workbook."""

    ref: str
    target: str


class Written(NamedTuple):
    """A cell that is written in the file: its place, style, and the number of its shared text (-1 for none)."""

    place: Place
    style: Style
    text: int


_SHEET_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData(?:\s[^<>]*)?>")
_SHEET_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s([^<>]*)>")
_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c\s+(?:r=\"([A-Z]{1,3})(\d{1,7})\"(?=[\s/>]))?([^<>]*)>(?:\s*<(?:[\w.-]+:)?v>(\d+)<)?"
)
"""A cell: its place where it stands first, as it nearly always does, its other attributes, the number it holds."""
_TOLD = re.compile(rb"(?:^|\s)(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAMED = re.compile(rb"<(?:[\w.-]+:)?definedName\s([^<>]*)>([^<]*)<")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_DRAWN = frozenset({"graphicFrame", "pic", "sp", "cxnSp", "shape", "rect", "oval", "image"})
_OF_RULES = frozenset(
    {("numFmt", "numFmt"), ("fill", "bgColor"), *(("font", part) for part in ("color", "sz", "strike", "name"))}
)
"""Parts of the format of a conditional rule that are looked at, each with what it belongs to."""
_SECTIONS = frozenset({"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})
_CODES = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
"""Number formats that a workbook names by number alone (ECMA-376, part 1, 18.8.30), of those that ours may become."""
_SHOWS_VALUE = frozenset({"general", "@"})
_SYMBOLS = ("wingdings", "webdings", "symbol", "marlett", "zapf dingbats")


def place_of(address: str) -> Place | None:
    """Row and column of an address such as `B7` or the first of `B7:C9`."""
    found = _ADDRESS.match(address)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else None


def number(text: str) -> int:
    """A whole number; 0 for what is none."""
    return int(text) if text.isdecimal() else 0


def size(text: str) -> float:
    """A measure; 0 for what is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def shows_value(code: str) -> bool:
    """Whether a number format shows any value as it is."""
    return plain(code) in _SHOWS_VALUE


def plain(code: str) -> str:
    """A number format without what programs write each in their own way."""
    return re.sub(r"\[\$-[0-9A-Fa-f]+\]|;@$|\\", "", code).lower()


class Looks:
    """The parts of a workbook that say how it looks.

    Raises:
        UnreadableFile: a part cannot be read.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self._archive = Archive(content, file)
        self._book = self._archive.read("xl/workbook.xml")
        self._members = {sheet: member for member, sheet in sheet_names(self._archive).items()}
        self._theme = _theme(elements(self._part("theme1.xml")))
        self.styles, self.rules = _styles(elements(self._archive.read("xl/styles.xml")), self._theme)
        """Styles of cells by number; and of each format that a conditional rule may give, what it hides, or ""."""

    def _part(self, ending: str) -> bytes:
        return self._archive.read(next((n for n in self._archive.names if n.lower().endswith(ending)), ""))

    @property
    def views(self) -> tuple[Mapping[str, str], ...]:
        """What the windows of the workbook say of themselves."""
        return tuple(e.attributes for e in elements(self._book) if e.name == "workbookView")

    def print_area(self, sheet: str) -> str:
        """What of a sheet is printed, `A1:R17`; "" for all of it."""
        order = [e.attributes.get("name", "") for e in elements(self._book) if e.name == "sheet"]
        for tag, text in _NAMED.findall(self._book):
            told = _attributes(tag)
            at = number(told.get("localSheetId", ""))
            if told.get("name", "") == "_xlnm.Print_Area" and at < len(order) and order[at] == sheet:
                areas = text.decode("utf-8", "replace").split(",")
                return ", ".join(area.rpartition("!")[2].replace("$", "") for area in areas)
        return ""

    def sheet(self, name: str) -> SheetLooks:
        """One of its sheets."""
        wanted = self._members.get(name, "")
        member = next((n for n in self._archive.names if n.casefold() == wanted), "")
        folder, _, base = member.rpartition("/")
        relations = elements(self._archive.read(f"{folder}/_rels/{base}.rels"))
        targets = {e.attributes.get("Id", ""): e.attributes for e in relations if e.name == "Relationship"}
        paths = {id_: path.replace("xl/../", "xl/") for id_, path in related(relations).items()}
        kinds = {id_: told.get("Type", "").rpartition("/")[2] for id_, told in targets.items()}
        beside = {id_: elements(self._archive.read(paths[id_])) for id_, kind in kinds.items() if kind in _BESIDE}
        return SheetLooks(
            self,
            self._archive.read(member),
            targets,
            drawn=sum(e.name in _DRAWN for id_, parts in beside.items() if kinds[id_] != "table" for e in parts),
            filtered=any(e.name == "filterColumn" for parts in beside.values() for e in parts),
        )

    def fault(self, font: Font, ground: Color) -> str:
        """Why a text in a font cannot be read on a ground; "" where it can."""
        return _fault(font, ground, self._theme)

    @cached_property
    def runs(self) -> Mapping[int, tuple[Font, ...]]:
        """Number of a shared text of which parts have a format of their own → these formats."""
        text = self._part("sharedstrings.xml")
        found: dict[int, list[dict[str, Element]]] = {}
        if b"rPr" not in text:
            return {}
        at = -1
        for element in elements(text):
            if element.name == "si":
                at += 1
            elif element.name == "rPr":
                found.setdefault(at, []).append({})
            elif at in found and element.name in ("color", "sz", "strike", "rFont"):
                found[at][-1]["name" if element.name == "rFont" else element.name] = element
        return {at: tuple(runs) for at, runs in found.items()}


_BESIDE = ("drawing", "vmlDrawing", "table")
"""Parts that belong to a sheet and are looked into."""


@dataclass
class SheetLooks:
    """How a sheet looks."""

    book: Looks
    text: bytes
    targets: Mapping[str, Mapping[str, str]]
    """Id of a relation → what it says."""
    drawn: int
    """Charts, pictures and shapes that lie on it."""
    filtered: bool
    """Whether one of its tables is filtered."""

    def __post_init__(self) -> None:
        start, end = _SHEET_DATA.search(self.text), next(reversed([*_SHEET_DATA_END.finditer(self.text)]), None)
        self._rows = self.text[start.end() : end.start()] if start and end else b""
        cut = self.text[: start.end()] + self.text[end.start() :] if start and end else self.text
        self.parts = elements(cut)
        """All that stands beside rows and cells; empty where the sheet is not well-formed."""
        self.filtered |= any(e.name == "filterColumn" for e in self.parts)
        self.text = b""

    def of(self, name: str) -> Iterator[Mapping[str, str]]:
        """What each part of a name says."""
        return (e.attributes for e in self.parts if e.name == name)

    def heights(self) -> Iterator[tuple[int, str]]:
        """Rows that are written in the file, and how high they are said to be."""
        for tag in _ROW.findall(self._rows):
            told = _attributes(tag)
            yield number(told.get("r", "")) - 1, told.get("ht", "")

    def cells(self, wanted: Callable[[int, Style], bool]) -> Iterator[Written]:
        """Cells that are written in the file and in a column and style that are wanted, or whose text has formats.

        `wanted` is asked once for each column and style: a sheet of thousands of rows has few of them.
        """
        known: dict[tuple[bytes, bytes], tuple[Style, bool, bool]] = {}
        runs = self.book.runs
        for found in _CELL.finditer(self._rows):
            letters, row, rest, value = found.groups()
            if letters is None:  # its place does not stand first
                place = place_of(_attributes(rest).get("r", ""))
                if place is None:
                    continue
                letters, row = column_letters(place[1]).encode(), b"%d" % (place[0] + 1)
            one = known.get((letters, rest))
            if one is None:
                told = _attributes(rest)
                at = number(told.get("s", ""))
                style = self.book.styles[at] if at < len(self.book.styles) else _USUAL
                column = column_number(letters.decode()) - 1
                one = known[letters, rest] = style, told.get("t") == "s", wanted(column, style)
            style, is_shared, is_wanted = one
            text = int(value) if is_shared and value and runs else -1
            if is_wanted or text in runs:
                yield Written((int(row) - 1, column_number(letters.decode()) - 1), style, text)

    def formats(self) -> tuple[tuple[int, Style], ...]:
        """Each column and style that a cell is written in."""
        found: list[tuple[int, Style]] = []

        def note(column: int, style: Style) -> bool:
            found.append((column, style))
            return False

        for _ in self.cells(note):
            pass
        return tuple(found)

    @property
    def formats_in_cells(self) -> bool:
        """Whether a cell holds a text of its own of which parts have a format."""
        return b"rPr" in self._rows

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, in the order of the file."""
        return tuple(map(self._link, self.of("hyperlink")))

    def _link(self, told: Mapping[str, str]) -> Link:
        id_ = next((value for key, value in told.items() if key.endswith(":id")), "")
        target, place = self.targets.get(id_, {}).get("Target", ""), told.get("location", "")
        if target and not target.startswith("#"):
            return Link(told.get("ref", ""), f"{target.rstrip('/')}{'#' + place if place else ''}")
        place = (target or place).lstrip("#").replace("'", "").replace("$", "")
        sheet, mark, cell = place.rpartition("!" if "!" in place else ".")
        return Link(told.get("ref", ""), f"{sheet}!{cell}" if mark else place)

    @property
    def frozen(self) -> tuple[float, float, int, int] | None:
        """Rows and columns that do not move, and the first row and column that they show; None without frozen panes."""
        first = "A1"
        for name, told in self.parts:
            if name == "sheetView":
                first = told.get("topLeftCell", "A1")
            elif name == "pane" and told.get("state", "split") != "split":
                row, column = place_of(first) or (0, 0)
                return size(told.get("ySplit", "")), size(told.get("xSplit", "")), row, column
        return None


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): (one or other).decode("utf-8", "replace") for key, one, other in _TOLD.findall(tag)}


# --- styles ---------------------------------------------------------------------------------------------------------


def _theme(parts: Iterable[Element]) -> tuple[str, ...]:
    """Colors of the theme by number; light and dark stand the other way round in the file."""
    colors: list[str] = []
    for element in parts:
        if element.name == "fontScheme":
            break
        if element.name in ("srgbClr", "sysClr"):
            colors.append(element.attributes.get("lastClr" if element.name == "sysClr" else "val", ""))
    if len(colors) < 4:
        return ("FFFFFF", "000000")
    return (colors[1], colors[0], colors[3], colors[2], *colors[4:])


def _styles(parts: Iterable[Element], theme: Sequence[str]) -> tuple[list[Style], list[str]]:
    codes = dict(_CODES)
    fonts: list[dict[str, Element]] = []
    grounds: list[Color] = []
    styles: list[Style] = []
    rules: list[dict[str, Element]] = []
    section, inside, is_solid = "", "", False
    for element in parts:
        name, told = element
        if name in _SECTIONS or name == "tableStyles":
            section = name
        elif section == "dxfs":
            if name == "dxf":
                rules.append({})
            elif name in ("font", "numFmt", "fill", "border"):
                inside = name
            if rules and (inside, name) in _OF_RULES:
                rules[-1][name] = element
        elif section == "numFmts":
            codes[number(told.get("numFmtId", ""))] = told.get("formatCode", "")
        elif section == "fonts":
            if name == "font":
                fonts.append({})
            elif fonts:
                fonts[-1][name] = element
        elif section == "fills" and name in ("patternFill", "gradientFill"):
            grounds.append(())
            is_solid = told.get("patternType") == "solid"
        elif section == "fills" and name == "fgColor" and is_solid:
            grounds[-1] = _color(element)
        elif section == "cellXfs" and name == "xf":
            font, ground, code = (number(told.get(key, "")) for key in ("fontId", "fillId", "numFmtId"))
            on = grounds[ground] if ground < len(grounds) else ()
            fault = _fault(fonts[font] if font < len(fonts) else {}, on, theme)
            styles.append(Style(fault, codes.get(code, f"format {code}"), on))
    return styles, [_hides(rule, theme) for rule in rules]


def _hides(rule: Font, theme: Sequence[str]) -> str:
    """What the format of a conditional rule does to a text; "" where it can be read."""
    if "numFmt" in rule and not shows_value(code := rule["numFmt"].attributes.get("formatCode", "")):
        return f"is shown as '{code}'"
    return _fault(rule, _color(rule["bgColor"]) if "bgColor" in rule else (), theme)


def _color(written: Element) -> Color:
    for means in ("rgb", "theme", "indexed"):
        if means in written.attributes:
            return means, written.attributes[means].upper()[-6:], written.attributes.get("tint", "")
    return ()


def _fault(font: Font, ground: Color, theme: Sequence[str]) -> str:
    ink = _color(font["color"]) if "color" in font else ()
    if (ink and ink == ground) or _contrast(_rgb(ink, theme, "000000"), _rgb(ground, theme, "FFFFFF")) < LEAST_CONTRAST:
        return "is in the color of its ground, or nearly"
    high = size(font["sz"].attributes.get("val", "")) if "sz" in font else 0.0
    if 0 < high < SMALLEST:
        return f"is {high:g} points high"
    if "strike" in font and font["strike"].attributes.get("val", "1") not in FALSE:
        return "is struck out"
    typeface = font["name"].attributes.get("val", "") if "name" in font else ""
    return f"is in a font of symbols ({typeface})" if typeface.lower().startswith(_SYMBOLS) else ""


def _rgb(color: Color, theme: Sequence[str], usual: str) -> str:
    """Six hexadecimal digits; `usual` where nothing is written, "" where it cannot be told."""
    if not color:
        return usual
    means, value, tint = color
    if means == "indexed":  # the colors of a system: text and window
        return {"64": "000000", "65": "FFFFFF", "8": "000000", "9": "FFFFFF"}.get(value, "")
    at = number(value)
    rgb = value if means == "rgb" else theme[at] if at < len(theme) else ""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
        return ""
    share = size(tint)
    parts = (int(rgb[n : n + 2], 16) for n in (0, 2, 4))
    shades = (p + (255 - p) * share if share > 0 else p * (1 + share) for p in parts)
    return "".join(f"{min(255, max(0, round(shade))):02X}" for shade in shades)


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2; the highest where one of the colors cannot be told."""
    if not one or not other:
        return 21.0
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: str) -> float:
    parts = [int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
