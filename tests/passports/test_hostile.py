"""What is made to hurt is refused within 2 s and 300 MB, by a process of its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from few import slowly

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEGABYTES = 2.0, 300.0
PEAK = """
def peak():
    lines = open("/proc/self/status", encoding="ascii").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
"""
PROGRAM = f"""{PEAK}
import sys, time
from recyc_cli.cli.app import run_command
code = run_command(sys.argv[1:])
print("\\n", code, time.process_time(), peak())
"""
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what it takes is read from Linux")


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for index in range(12):
            package.writestr(f"{index}.json", b'{"batteryMass": "' + b"0" * 19_000_000 + b'"}')
    return held.getvalue()


def overlapping() -> bytes:
    """Name one packed file in the list of a package 20,000 times."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.json", b"[" + b"1," * 300_000 + b"1]")
        first = package.infolist()[0]
        for index in range(20_000):
            other = zipfile.ZipInfo(f"{index}.json")
            other.compress_type, other.CRC = first.compress_type, first.CRC
            other.compress_size, other.file_size, other.header_offset = first.compress_size, first.file_size, 0
            package.filelist.append(other)
    return held.getvalue()


def encrypted() -> bytes:
    """Say of a file in a package that it is encrypted."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("a.json", b'{"batteryMass": 450}')
    data = bytearray(held.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


def damaged(packing: int) -> bytes:
    """Spoil what a package holds, not what it says of it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as package:
        package.writestr("a.json", b'{"batteryMass": 450}' * 200)
    data = bytearray(held.getvalue())
    start = data.index(b"a.json") + len("a.json")
    data[start : start + 40] = bytes(byte ^ 0xFF for byte in data[start : start + 40])
    return bytes(data)


MADE: dict[str, Callable[[], bytes]] = {
    "bomb.zip": bomb,
    "overlapping.zip": overlapping,
    "encrypted.zip": encrypted,
    "damaged.zip": partial(damaged, zipfile.ZIP_DEFLATED),
    "damaged-lzma.zip": partial(damaged, zipfile.ZIP_LZMA),
    "damaged-bzip2.zip": partial(damaged, zipfile.ZIP_BZIP2),
}
XML = b'<?xml version="1.0"?>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep.json": lambda: b"[" * 3_000_000,
    "deep-tables.json": lambda: b'{"a":' * 400_000 + b"1" + b"}" * 400_000,
    "many-lists.json": lambda: b"[" + b"[]," * 6_000_000 + b"[]]",
    "many-tables.json": lambda: b"[" + b"{}," * 6_000_000 + b"{}]",
    "many-numbers.json": lambda: b"[" + b".1," * 6_000_000 + b"1]",
    "digits.json": lambda: b'{"batteryMass": ' + b"9" * 15_000_000 + b"}",
    "many-digits.json": lambda: b'{"batteryMass": [' + b",".join([b"9" * 309] * 30_000) + b"]}",
    "quotes.json": lambda: b'"' + b'\\"' * 9_000_000,
    "backslashes.json": lambda: b'{"batteryMass": "' + b"\\" * 18_000_001,
    "duplicates.json": lambda: b"{" + b'"batteryMass": 1,' * 200_000 + b'"batteryMass": 2}',
    "long.json": lambda: b'{"batteryMass": "' + b"a" * 90_000_000 + b'"}',
    "long-line.jsonl": lambda: b'{"batteryMass": "' + b"a" * 90_000_000 + b'"}',
    "utf16.json": lambda: "\ufeff".encode("utf-16-le") + ("[" * 4_000_000).encode("utf-16-le"),
    "half.json": lambda: b'{"batteryMass": 45',
    "nothing.json": lambda: b"",
    "binary.json": lambda: bytes(range(256)) * 100,
    "laughs.xml.json": lambda: XML + b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    "deep.xml.json": lambda: XML + b"<a>" * 300_000,
    "wide.xml.json": lambda: XML + b"<a>" + b"<b/>" * 4_000_000 + b"</a>",
    "token.json": lambda: json.dumps({"id": "data:application/vc+jwt,eyJ." + "A" * 9_000_000 + ".x"}).encode(),
}


ALIKE = {"many-tables.json", "many-numbers.json", "many-digits.json", "backslashes.json", "long-line.jsonl"}
ALIKE |= {"deep-tables.json", "damaged-lzma.zip", "damaged-bzip2.zip", "deep.xml.json", "quotes.json"}
"""Files that take the same way as another: a long proof tries them."""


@pytest.mark.parametrize("name", [slowly(name) if name in ALIKE else name for name in (*HOSTILE, *MADE)])
def test_a_hostile_passport_is_refused_in_time(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes({**HOSTILE, **MADE}[name]())
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "passport", str(tmp_path / name), "--format", "csv"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    code, seconds, megabytes = map(float, ran.stdout.splitlines()[-1].split())
    assert code == 3, ran.stderr
    assert "Traceback" not in ran.stderr
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("many", [1_500, slowly(10_000)])
def test_a_folder_of_many_passports_takes_the_memory_of_one(many: int, tmp_path: Path) -> None:
    passport = json.dumps(
        {"batteryMass": 450, "batteryChemistry": {"shortName": "LFP"}, "productIdentifier": "x" * 8_000}
    )
    (tmp_path / "many.jsonl").write_text("\n".join([passport] * many))
    ran = subprocess.run(
        [sys.executable, "-c", MANY, str(tmp_path / "many.jsonl")], capture_output=True, text=True, check=True
    )
    count, megabytes = map(float, ran.stdout.split())
    assert count == many
    assert megabytes < 8.0, "the smaller file alone is 12 MB"


MANY = f"""{PEAK}
import sys
from recyc_cli.importing.passports.files.joining import passports_in
before = peak()
count = sum(1 for _ in passports_in(sys.argv[1]))
print(count, peak() - before)
"""
