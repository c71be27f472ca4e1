"""Mutants of real files: the same number and seed give the same bytes, on any machine."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"</c>",
    b"<c ",
    b'<row r="1048576">',
    b"&",
    b"&lt;",
    b"]]>",
    b"<!--",
    b'<!DOCTYPE a [<!ENTITY b "bb">]>',
    b"&b;",
    b'"',
    b"'",
    b'"""',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\n\n\n",
    b"=",
    b"[",
    b"]",
    b"{",
    b"}",
    b"[" * 50,
    b'{"a":' * 50,
    b"-1",
    b"0",
    b"1e999",
    b"NaN",
    b"99999999999999999999",
    b"4294967295",
    b"null",
    b"true",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "合".encode(),
    "İ".encode(),
    b"\x1b[31m",
    b"XFD1048576",
    b"A0",
    b"R1C1",
    b"#REF!",
    b"=1+1",
    b"9.13E+17",
    b"2026-02-30",
    b"count=",
    b'ref="A1:XFD1048576"',
    b"s:",
    b"id",
    b"../",
    b"a" * 2_000,
    b"\\u0000",
)
"""What a mutation puts in: bytes that mean something to a reader of workbooks, XML, JSON, TOML, CSV or dates."""


def mutated(content: bytes, rng: random.Random) -> bytes:
    """A file with a few changes; one that is a zip archive is mostly changed inside and packed anew."""
    if content.startswith(b"PK") and rng.random() < 0.85:
        return _inside(content, rng)
    return _bytes(content, rng)


def _inside(content: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    by_size = sorted(members, key=lambda name: -len(members[name]))
    for _ in range(rng.choice((1, 1, 2))):
        # the sheets and the shared texts are what is read; the rest may be missing or wrong, too
        name = rng.choice(by_size[:4] if rng.random() < 0.7 else by_size)
        members[name] = _bytes(members[name], rng)
    if rng.random() < 0.1:
        del members[rng.choice(by_size)]
    if rng.random() < 0.05:
        one, other = rng.sample(by_size, 2)
        if one in members and other in members:
            members[one], members[other] = members[other], members[one]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member)
    return out.getvalue()


def _bytes(content: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        content = rng.choice(_CHANGES)(content, rng)
    return content


def _place(content: bytes, rng: random.Random) -> int:
    return rng.randrange(len(content) + 1)


def _flip(content: bytes, rng: random.Random) -> bytes:
    if not content:
        return content
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]


def _put_in(content: bytes, rng: random.Random) -> bytes:
    at = _place(content, rng)
    return content[:at] + rng.choice(TOKENS) + content[at:]


def _write_over(content: bytes, rng: random.Random) -> bytes:
    at, token = _place(content, rng), rng.choice(TOKENS)
    return content[:at] + token + content[at + len(token) :]


def _cut_out(content: bytes, rng: random.Random) -> bytes:
    at = _place(content, rng)
    return content[:at] + content[at + rng.choice((1, 2, 7, 40, 300)) :]


def _cut_off(content: bytes, rng: random.Random) -> bytes:
    return content[: _place(content, rng)]


def _again(content: bytes, rng: random.Random) -> bytes:
    at = _place(content, rng)
    piece = content[at : at + rng.choice((1, 5, 30, 200, 1_000))]
    return content[:at] + piece * rng.choice((2, 3, 20)) + content[at:]


def _moved(content: bytes, rng: random.Random) -> bytes:
    at, to = _place(content, rng), _place(content, rng)
    piece = content[at : at + rng.choice((3, 20, 100))]
    without = content[:at] + content[at + len(piece) :]
    return without[:to] + piece + without[to:]


def _number(content: bytes, rng: random.Random) -> bytes:
    """Another number in the place of one: a count, a size, a row, an id."""
    digits = [at for at in range(len(content)) if content[at : at + 1].isdigit()][:5_000]
    if not digits:
        return content
    at = rng.choice(digits)
    end = at
    while content[end : end + 1].isdigit():
        end += 1
    number = rng.choice((b"0", b"1", b"-1", b"65536", b"2147483648", b"99999999999", b"1.5", b"", b"1e9"))
    return content[:at] + number + content[end:]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _put_in, _put_in, _write_over, _cut_out, _cut_off, _again, _moved, _number,
)  # fmt: skip
