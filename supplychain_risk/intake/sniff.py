"""What a file really is, from its content: endings lie."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NoReturn

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.archive import Archive, elements

SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx or .csv."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "Export the table to .xlsx or .csv; a PDF holds no cells to cite."),
    (b"\x89PNG", "a picture (PNG)", "Name the spreadsheet itself, not a picture of it."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Name the spreadsheet itself, not a picture of it."),
    (b"GIF8", "a picture (GIF)", "Name the spreadsheet itself, not a picture of it."),
    (b"BM", "a picture (BMP)", "Name the spreadsheet itself, not a picture of it."),
    (b"II*\x00", "a picture (TIFF)", "Name the spreadsheet itself, not a picture of it."),
    (b"MM\x00*", "a picture (TIFF)", "Name the spreadsheet itself, not a picture of it."),
    (b"Rar!", "a RAR archive", "Unpack it and name the spreadsheet inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and name the spreadsheet inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and name the file inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and name the file inside."),
    (b"PAR1", "a Parquet file", "Read it with pandas and pass the DataFrame to load()."),
    (b"SQLite format 3", "a SQLite database", "Export the supplier table to .csv."),
    (b"\x7fELF", "a program", "Name a spreadsheet."),
    (b"MZ", "a program", "Name a spreadsheet."),
    (b"{\\rtf", "a rich text document", "Copy the table to a spreadsheet and save it as .xlsx."),
)
_MANIFEST = "META-INF/manifest.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")


def sniff(content: bytes, where: str) -> str:
    """The format: xlsx, xlsm, xlsb, xls, ods, gzip or text.

    Raises:
        UnreadableFile: empty, encrypted, or something that is no table, each with what to do instead.
    """
    if not content.strip(b"\x00\t\r\n "):
        _refuse("the file is empty", where, "Check that the export has finished and that this is the right file.")
    if content.startswith(b"PK"):
        return _zip_format(content, where)
    if content.startswith(_OLE):
        return _ole_format(content, where)
    if content.startswith(_BIFF):
        return "xls"
    if content.startswith(b"\x1f\x8b"):
        return "gzip"
    for magic, what, hint in _MAGIC:
        if content.startswith(magic) and (len(magic) > 2 or b"\x00" in content[:64]):
            _refuse(f"the file is {what}, not a table", where, hint)
    _refuse_markup(content, where)
    return "text"


def _refuse(message: str, where: str, hint: str) -> NoReturn:
    raise UnreadableFile(message, where=where, hint=hint)


def _refuse_protected(where: str) -> NoReturn:
    _refuse("the workbook is protected with a password", where, "Open it, remove the password and save a copy.")


def _refuse_markup(content: bytes, where: str) -> None:
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<div", b"<style")):
        _refuse("the file is a web page (HTML), whatever its ending says", where, SAVE_AS)
    if head.startswith((b"<?xml", b"<workbook")):
        kind = "an Excel 2003 XML sheet" if b"office:spreadsheet" in head else "an XML document"
        _refuse(f"the file is {kind}, whatever its ending says", where, SAVE_AS)
    if re.match(rb'[{\[]\s*(?:[{\["\]}]|-?\d)', head) and not re.match(rb"\[[^\]\n]*\]\s*[,;\t\n]", head):
        _refuse("the file is JSON", where, "Read it with pandas and pass the DataFrame to load(), or save it as .csv.")


def _zip_format(content: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            is_ods = "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            f"the file begins like a workbook but is cut off or damaged ({error})",
            where=where,
            hint="Copy or download it again, or open it in a spreadsheet program and save it anew.",
        ) from error
    check_zip(members, where)
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") and name.endswith("workbook.xml") for name in names) or "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if is_ods:
        # An encrypted document says so in its manifest alone; its members are bytes without meaning.
        if any(element.name == "encryption-data" for element in elements(Archive(content, where).read(_MANIFEST))):
            _refuse_protected(where)
        return "ods"
    lowered = {name.lower() for name in names}
    if any(name.startswith("word/") for name in lowered):
        _refuse("the file is a Word document", where, "Copy the table to a spreadsheet and save it as .xlsx.")
    if any(name.startswith("ppt/") for name in lowered):
        _refuse("the file is a presentation", where, "Copy the table to a spreadsheet and save it as .xlsx.")
    if any(name.endswith(".iwa") for name in lowered):
        _refuse("the file is an Apple Numbers document", where, "Export it to Excel (.xlsx) from Numbers.")
    if any(name.endswith((".xlsx", ".xls", ".csv", ".ods", ".tsv", ".xlsb", ".xlsm")) for name in lowered):
        _refuse("the file is a zip archive with tables inside", where, "Unpack it and name the files inside.")
    _refuse("the file is a zip archive, not a workbook", where, "Unpack it and name the spreadsheet inside.")


def check_zip(members: list[zipfile.ZipInfo], where: str) -> None:
    """Refuse archives that unpack to more than any supplier list needs."""
    total = sum(member.file_size for member in members)
    bomb = any(
        member.file_size >= limits.RATIO_COUNTS_FROM and member.file_size > limits.RATIO * max(member.compress_size, 1)
        for member in members
    )
    if bomb or total > limits.most("unpacked_bytes"):
        _refuse(
            f"the workbook unpacks to {total:,} bytes, more than any supplier list needs"
            + ("" if bomb else f"; {limits.can_be_read('unpacked_bytes')}"),
            where,
            "If the file is genuine, save only the sheets with suppliers to a new workbook.",
        )


def _ole_format(content: bytes, where: str) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        _refuse_protected(where)
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument"):
        _refuse("the file is a Word document", where, "Copy the table to a spreadsheet and save it as .xlsx.")
    if holds("PowerPoint Document"):
        _refuse("the file is a presentation", where, "Copy the table to a spreadsheet and save it as .xlsx.")
    _refuse("the file is an Office document without a workbook in it, or cut off", where, SAVE_AS)
