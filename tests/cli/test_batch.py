"""`recyc batch`: lots of other people's tables in, quotes out, none lost and none misread."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from few import few

if TYPE_CHECKING:
    from collections.abc import Callable

pa = pytest.importorskip("pyarrow")
pty: Any = pytest.importorskip("pty") if os.name != "nt" else None
pytest.importorskip("duckdb")

CASES = Path(__file__).parent / "cases" / "lots"
EXPECT = list(csv.DictReader((CASES / "EXPECT.csv").open(encoding="utf-8")))
FILES = sorted({row["file"] for row in EXPECT})
RECYC = [sys.executable, "-m", "recyc_cli"]
BASIC = "lot,chemistry,mass\n1,nmc622,12t\n2,lpf,3t\n3,lfp,500kg\n"
PARTED = """
import sys
from recyc_cli.batch.job import Job
from recyc_cli.batch.run_job import Watch, run_job
from recyc_cli.catalog.open_library import open_library
from recyc_cli.importing.lots.lot_files import LotFiles
from recyc_cli.batch import quoting
source, out, rows, resume = sys.argv[1:]
quoting.ROWS = int(rows)
job = Job([source], {"route": "hydro"}, out, out.rpartition(".")[2], resume=resume == "yes", part_rows=int(rows))
library = open_library(())
run_job(job, LotFiles([source], "", job.said, library, ()), library, Watch(lambda n: print(n, flush=True), print))
"""


def rows_of(path: str | Path) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lots(path: str, rows: int) -> None:
    chemistries = ("nmc622", "lfp", "nmc811", "lpf")
    lines = (f"{at},{chemistries[at % 4]},{1 + at % 29}t\n" for at in range(rows))
    Path(path).write_text("lot,chemistry,mass\n" + "".join(lines))


@pytest.mark.parametrize("name", FILES)
def test_files_of_lots_are_read_as_expected(recyc: Callable[..., Any], name: str) -> None:
    due = [row for row in EXPECT if row["file"] == name]
    ran = recyc("batch", str(CASES / name), "-o", "q.csv", "--rejects", "r.csv")
    if not due[0]["line"]:
        assert f"error[{due[0]['result']}]" in ran.err if due[0]["result"] != "nothing" else ran.code == 0
        return
    assert ran.code == 0, ran.err
    quotes, rejects = rows_of("q.csv"), {row["line"]: row["code"] for row in rows_of("r.csv")}
    assert {row["line"]: row["result"] for row in due if row["result"] != "quoted"} == rejects
    assert [row["lot_mass_t"] and float(row["lot_mass_t"]) for row in quotes] == [
        float(row["mass_t"]) if row["result"] == "quoted" else "" for row in due
    ]
    assert recyc("batch", str(CASES / name), "--dry-run").code == 0


def test_what_a_dismantler_writes_is_read(recyc: Callable[..., Any]) -> None:
    told = recyc("batch", str(CASES / "dismantler-de.csv"), "--dry-run").out
    for row in (row for row in EXPECT if row["file"] == "dismantler-de.csv"):
        shown = [row["line"], *(row[name] for name in ("soh", "damaged", "chemistry", "mass_t") if row[name])]
        assert " ".join(shown) in " ".join(told.split())


def test_lots_in_are_quoted_or_rejected_in_their_order(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(BASIC)
    ran = recyc("batch", "lots.csv", "--route", "hydro", "--json", "-o", "q.csv")
    report = json.loads(ran.out)
    assert (report["read"], report["quoted"], report["rejected"]) == (3, 2, 1)
    assert report["rejects"][0]["line"] == 3
    assert report["rejects"][0]["column"] == "chemistry"
    quotes = rows_of("q.csv")
    assert [row["lot"] for row in quotes] == ["1", "2", "3"]
    assert list(quotes[0])[:3] == ["lot", "chemistry", "mass"]
    assert [row["refused"] for row in quotes] == ["", "E101", ""]
    single = json.loads(recyc("quote", "nmc622", "--route", "hydro", "--mass", "12t", "--json", "-q").out)
    assert float(quotes[0]["lot_margin"]) == pytest.approx(single["lot"]["totals"]["margin"], rel=1e-11)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "parquet", "xlsx", "duckdb", "sqlite"])
def test_every_form_is_written_and_read_again(recyc: Callable[..., Any], form: str) -> None:
    Path("lots.csv").write_text(BASIC)
    assert recyc("batch", "lots.csv", "--columns", "lot_mass_t,margin", "-o", f"q.{form}").code == 0
    words = ("--map", "lot_mass_t=-", "--map", "margin=-", "--map", "refused=-", "--map", "reason=-")
    ran = recyc("batch", f"q.{form}", *words, "--columns", "lot_mass_t,margin", "-o", "again.csv")
    assert ran.code == 0, ran.err
    again = rows_of("again.csv")
    assert [row["quoted_lot_mass_t"] for row in again] == ["12", "", "0.5"]
    for row in again:
        assert float(row["margin"] or 0) == pytest.approx(float(row["quoted_margin"] or 0), rel=1e-12)


def test_the_best_route_is_that_of_a_comparison(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(BASIC)
    assert recyc("batch", "lots.csv", "--route", "all", "-o", "q.csv").code == 0
    first = rows_of("q.csv")[0]
    margins = {name.removeprefix("margin_"): float(first[name]) for name in first if name.startswith("margin_")
               and name.removeprefix("margin_") in ("hydro", "pyro", "direct", "shred", "reuse", "hydro-to-cathode")
               and first[name]}  # fmt: skip
    assert first["best_route"] == max(margins, key=lambda name: margins[name])
    assert float(first["margin"]) == max(margins.values())


def test_totals_by_group_add_up(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(BASIC)
    report = json.loads(recyc("batch", "lots.csv", "--summary", "chemistry", "--json", "-o", "q.csv").out)
    by_name = {row["chemistry"]: row for row in report["summary"]}
    assert {name: row["lot_mass_t"] for name, row in by_name.items()} == {"nmc622": 12.0, "lpf": 0.0, "lfp": 0.5}
    assert by_name["lpf"]["rejected"] == 1.0
    assert by_name["lfp"]["lot_margin"] == pytest.approx(float(rows_of("q.csv")[2]["lot_margin"]), rel=1e-12)


def test_totals_of_lots_without_a_size_are_told_to_be_none(recyc: Callable[..., Any]) -> None:
    Path("packs.csv").write_text("vin,chemistry,soh\nV1,nmc622,0.8\n")
    asked = ("--summary", "chemistry", "-o", "q.csv")
    assert "no lot says how much it is" in recyc("batch", "packs.csv", *asked).err
    Path("lots.csv").write_text(BASIC)
    assert "no lot says how much it is" not in recyc("batch", "lots.csv", *asked).err


def test_headings_are_mapped_and_ambiguous_ones_refused(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text("Was,Wieviel,capacity,packs\nlfp,12,40,3\n")
    assert "error[E392]" in recyc("batch", "lots.csv").err
    assert "error[E393]" in recyc("batch", "lots.csv", "--map", "capacity=-").err
    assert "error[E393]" in recyc("batch", "lots.csv", "--map", "Wass=chemistry", "--map", "capacity=-").err
    assert "error[E392]" in recyc("batch", "lots.csv", "--map", "Was=chemistry", "--map", "Wieviel=packs").err
    mapped = ("--map", "Was=chemistry", "--map", "Wieviel=mass kg")
    ran = recyc("batch", "lots.csv", *mapped, "-o", "q.csv")
    assert ran.code == 0, ran.err
    assert rows_of("q.csv")[0]["lot_mass_t"] == "0.012"
    Path("m.toml").write_text('[headings]\nWas = "chemistry"\nWieviel = "mass kg"\n[cells]\nlfp = "nmc811"\n')
    assert recyc("batch", "lots.csv", "--map", "m.toml", "-o", "q.csv").code == 0
    assert rows_of("q.csv")[0]["chemistry"] == "nmc811"


def test_hostile_rows_are_told_and_the_others_quoted(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_bytes(
        b"mass,chemistry,ort\n12t,nmc622,M\xfcnchen\n12t,nmc622,M\xc3\xbcnchen\n\x00\x01,x\n"
        b'5 apples,lfp,"a\nb"\n1t,lfp,c,d,e\n=1+1,lfp,=cmd\n2t,lfp,=cmd\n' + b"9" * 2_000_000 + b"\n3t,lfp,z\n"
    )
    ran = recyc("batch", "lots.csv", "-o", "q.csv", "--rejects", "r.csv")
    assert ran.code == 0, ran.err
    assert {row["line"] for row in rows_of("r.csv")} == {"4", "5", "7", "8", "10"}
    quotes = rows_of("q.csv")
    assert [row["ort"] for row in quotes][:2] == ["München", "München"]
    assert [row["lot_mass_t"] for row in quotes if not row["refused"]] == ["12", "12", "2", "3"]
    assert not any(cell.startswith("=") for row in quotes for cell in row.values())


def test_a_line_without_an_end_is_read_in_bounded_memory(tmp_path: Path) -> None:
    script = (
        "import io, resource\nfrom recyc_cli.importing.lots.text_rows import rows_of_csv\n"
        "class Endless(io.RawIOBase):\n    left = 100_000_000\n"
        "    def read(self, size=-1):\n"
        "        if self.left == 100_000_000: self.left -= 10; return b'lot,mass\\n1'\n"
        "        self.left -= size; return b'9' * size if self.left > 0 else b''\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "rows = list(rows_of_csv(Endless(), 'x').rows)\n"
        "print(len(rows), rows[1].cells.why, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "2 a line of more than 1,000,000 characters True\n"


def test_columns_may_stand_in_any_order_in_several_files(recyc: Callable[..., Any]) -> None:
    Path("in").mkdir()
    Path("in/a.csv").write_text("lot,chemistry,mass\n1,nmc622,12t\n")
    Path("in/b.tsv").write_text("mass_kg\tnote\tchemistry\n500\tx\tlfp\n")
    with sqlite3.connect("in/c.db") as base:
        base.execute("create table t (chemistry text, mass_t real)")
        base.execute("insert into t values ('nca', 2.0)")
    base.close()
    assert recyc("batch", "in", "-o", "q.jsonl").code == 0
    quotes = [json.loads(line) for line in Path("q.jsonl").read_text().splitlines()]
    assert [(row["lot"], row["note"], row["lot_mass_t"]) for row in quotes] == [
        ("1", None, 12.0), (None, "x", 0.5), (None, None, 2.0),
    ]  # fmt: skip
    assert recyc("batch", "in/*.csv", "-o", "one.jsonl").code == 0


def test_standard_streams(recyc: Callable[..., Any]) -> None:
    ran = subprocess.run([*RECYC, "batch", "-", "-q"], input=BASIC, capture_output=True, text=True, check=True)
    assert [row["refused"] for row in csv.DictReader(ran.stdout.splitlines())] == ["", "E101", ""]
    Path("lots.csv").write_text(BASIC)
    assert recyc("batch", "lots.csv", "--format", "jsonl", "-q").out.count("\n") == 3


def on_a_terminal(*argv: str) -> tuple[int, str]:
    end, other = pty.openpty()
    with subprocess.Popen([*RECYC, *argv], stdout=other, stderr=subprocess.DEVNULL) as run:
        os.close(other)
        shown = b""
        with suppress(OSError):  # the terminal is closed
            while some := os.read(end, 65536):
                shown += some
    os.close(end)
    return run.returncode, shown.decode().replace("\r\n", "\n")


@pytest.mark.skipif(pty is None, reason="POSIX terminals")
def test_a_terminal_gets_the_first_lots_and_a_pipe_all_columns(recyc: Callable[..., Any]) -> None:
    lots("lots.csv", 30)
    code, shown = on_a_terminal("batch", "lots.csv", "--rejects", "r.csv")
    head, *rows = shown.splitlines()
    assert code == 0
    assert head.split() == ["lot", "chemistry", "lot_mass_t", "margin", "breakeven_feed_price", "lot_margin", "refused"]
    assert [row.split()[0] for row in rows[:10]] == [str(at) for at in range(10)]
    assert rows[3].split() == ["3", "lpf", "E101"]
    assert "10 of 30 lots" in rows[11]
    assert "-o quotes.csv" in rows[12]
    assert max(map(len, [head, *rows])) <= 80
    assert len(rows_of("r.csv")) == 7
    whole = recyc("batch", "lots.csv", "-q").out
    assert on_a_terminal("batch", "lots.csv", "-q", "--format", "csv") == (0, whole)
    assert on_a_terminal("batch", "lots.csv", "--columns", "ghg_kg")[1].split()[:3] == ["lot", "ghg_kg", "refused"]


def test_lots_refused_have_their_file_without_an_output_too(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(BASIC)
    assert recyc("batch", "lots.csv", "--rejects", "r.csv").code == 0
    assert [row["code"] for row in rows_of("r.csv")] == ["E101"]


def test_without_the_extra_the_same_quotes(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text(BASIC)
    assert recyc("batch", "lots.csv", "--route", "all", "-o", "with.csv", "--rejects", "there.csv").code == 0
    bare = (
        "import sys\nfor name in ('numpy', 'pyarrow', 'duckdb'): sys.modules[name] = None\n"
        "from recyc_cli.cli.app import run_command\nsys.exit(run_command(sys.argv[1:]))\n"
    )

    def run(*argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", bare, *argv], capture_output=True, text=True, check=False)

    ran = run("batch", "lots.csv", "--route", "all", "-o", "without.csv", "--rejects", "here.csv")
    assert ran.returncode == 0, ran.stderr
    assert rows_of("here.csv") == rows_of("there.csv")
    assert rows_of("here.csv")[0]["column"] == "chemistry"
    there, here = rows_of("with.csv"), rows_of("without.csv")
    assert list(there[0]) == list(here[0])
    for one, other in zip(there, here, strict=True):
        for name in ("best_route", "refused", "chemistry"):
            assert one[name] == other[name]
        for name in ("margin", "cost", "lot_margin"):
            assert float(one[name] or 0) == pytest.approx(float(other[name] or 0), rel=1e-11)
    assert "recyc[batch]" in run("batch", "lots.csv", "-o", "q.parquet").stderr
    lots("many.csv", 10_001)
    assert "more than 10,000 lots" in run("batch", "many.csv", "-o", "q.csv").stderr
    assert not Path("q.csv").exists()


@pytest.mark.parametrize("form", few(["csv", "parquet"], 2))
def test_one_and_two_processes_write_the_same_bytes(
    recyc: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("recyc_cli.batch.quoting.ROWS", 400)  # three blocks
    lots("lots.csv", 1_000)
    for jobs in ("1", "2"):
        assert recyc("batch", "lots.csv", "--route", "hydro", "--jobs", jobs, "-o", f"{jobs}.{form}").code == 0
    assert Path(f"1.{form}").read_bytes() == Path(f"2.{form}").read_bytes()


def test_row_groups_that_are_joined_are_a_file_as_arrow_writes_it() -> None:
    from pyarrow import parquet as pq

    from recyc_cli.batch.writing.row_groups import end_row_groups, write_row_group

    tables = [pa.table({"lot": [f"{at}", None], "t": [float(at), -1.0]}) for at in range(40)]
    with Path("one.parquet").open("w+b") as file, Path("footers").open("w+b") as footers:
        for each in tables:
            write_row_group(each, file, footers)
        footers.flush()
        end_row_groups(file, Path("footers").read_bytes())
    with pq.ParquetWriter("due.parquet", tables[0].schema, compression="snappy", use_dictionary=["lot"]) as writer:
        for each in tables:
            writer.write_table(each, row_group_size=2)
    assert Path("one.parquet").read_bytes() == Path("due.parquet").read_bytes()


def test_two_runs_on_one_output(recyc: Callable[..., Any]) -> None:
    from recyc_cli.locks import locked

    Path("lots.csv").write_text(BASIC)
    with locked(".q.csv.recyc-batch"):
        ran = recyc("batch", "lots.csv", "-o", "q.csv")
    assert "error[E115]" in ran.err
    assert not Path("q.csv").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try")
def test_a_full_disk_is_told() -> None:
    Path("lots.csv").write_text(BASIC)
    script = f"{' '.join(RECYC)} batch lots.csv > /dev/full"
    ran = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "No space left" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
@pytest.mark.parametrize("form", few(["csv", "parquet"], 2))
def test_a_file_that_cannot_grow_is_told_and_leaves_nothing(form: str) -> None:
    lots("lots.csv", 1_000)
    limit = f"ulimit -f 20; exec {' '.join(RECYC)} batch lots.csv --route hydro -o q.{form}"
    ran = subprocess.run(["/bin/bash", "-c", limit], capture_output=True, text=True, check=False)
    assert (ran.returncode, "error[E115]" in ran.stderr) == (2, True), ran.stderr
    assert [each.name for each in Path().iterdir()] == ["lots.csv"]


def is_gone(group: int) -> bool:
    """Wait for processes to be gone: one that ended stays until the system's first process takes note."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def ended(sign: int, rows: int, out: str) -> subprocess.CompletedProcess[str]:
    """Run a batch in parts of so many lots and end it once two blocks are quoted."""
    argv = [sys.executable, "-c", PARTED, "lots.csv", out, str(rows), "no"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for _ in range(2):
            run.stdout.readline()
        run.send_signal(sign)
        told, err = run.communicate()
    return subprocess.CompletedProcess(argv, run.returncode, told, err)


def whole() -> bytes:
    subprocess.run([sys.executable, "-c", PARTED, "lots.csv", "whole.csv", "2000", "no"], check=True,
        capture_output=True)  # fmt: skip
    return Path("whole.csv").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("form", few(["parquet", "csv"], 2))
def test_a_run_that_is_killed_goes_on(form: str) -> None:
    lots("lots.csv", 2_000)
    out, rows = f"q.{form}", "200"
    assert ended(signal.SIGKILL, int(rows), out).returncode == -signal.SIGKILL
    assert not Path(out).exists()
    for path, resume in ((out, "yes"), (f"whole.{form}", "no")):
        argv = [sys.executable, "-c", PARTED, "lots.csv", path, rows, resume]
        told = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
        assert ("goes on behind" in told) == (resume == "yes")
    assert Path(out).read_bytes() == Path(f"whole.{form}").read_bytes()
    assert not Path(f".{out}.recyc-batch").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_nothing_is_lost_at_fifty_points() -> None:
    lots("lots.csv", 40_000)
    due = whole()
    for point in range(50):
        argv = [sys.executable, "-c", PARTED, "lots.csv", "q.csv", "2000"]
        resume = "no"
        for attempt in range(4):
            with subprocess.Popen([*argv, resume], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                time.sleep(0.3 + 0.04 * point + 0.1 * attempt)
                run.kill()
            assert not Path("q.csv").exists() or Path("q.csv").read_bytes() == due
            resume = "yes"
        if not Path("q.csv").exists():
            subprocess.run([*argv, resume], check=True, capture_output=True)
        assert Path("q.csv").read_bytes() == due
        Path("q.csv").unlink()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_leaves_no_half_file_and_no_child(sign: int) -> None:
    lots("lots.csv", 500_000)
    argv = [*RECYC, "batch", "lots.csv", "--route", "hydro", "--jobs", "2", "-o", "q.csv"]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        deadline = time.monotonic() + 60
        while not list(Path().glob(".q.csv.recyc-batch/open.tmp")) and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(sign)
        _, err = run.communicate()
    assert run.returncode == 130, err
    assert not Path("q.csv").exists()
    assert is_gone(run.pid)
    again = subprocess.run([*argv, "--resume"], capture_output=True, text=True, check=True)
    assert "goes on behind" in again.stderr
    assert "500,000 lots = 375,000 quoted + 125,000 rejected" in again.stderr
    assert len(rows_of("q.csv")) == 500_000


def test_a_table_in_memory() -> None:
    from recyc_cli.batch import quote_table

    table = pa.table({"chemistry": ["nmc622", "lfp"], "mass_t": [12.0, 3.0], "mine": ["a", "b"]})
    found = quote_table(table, route="hydro", region="germany")
    assert found.column_names[:3] == ["chemistry", "mass_t", "mine"]
    assert found["lot_mass_t"].to_pylist() == [12.0, 3.0]


def test_what_a_heading_may_be_and_what_a_short_name_was_taken_for_is_told(recyc: Callable[..., Any]) -> None:
    Path("lots.csv").write_text("Los;Chemie;Masse;Preis (EUR/t)\n1;NMC;10 t;1200\n2;LFP;5 t;200\n")
    ran = recyc("batch", "lots.csv", "-o", "q.csv")
    mapped = "Preis (EUR/t)=feed_price"
    assert f'carried along: Preis (EUR/t); if that is paid for the feed: --map "{mapped}"' in ran.err
    assert "Chemie: NMC is read as nmc622; there are also nmc111, nmc532, nmc811, nmc955" in ran.err
    assert "LFP is read as" not in ran.err
    assert recyc("batch", "lots.csv", "--map", mapped, "-o", "mapped.csv").code == 0
    assert recyc("batch", "lots.csv", "--map", f"{mapped} EUR/t", "-o", "said.csv").code == 0
    assert rows_of("mapped.csv") == rows_of("said.csv")
    assert rows_of("mapped.csv") != rows_of("q.csv")
    assert "Preis (EUR/t)  feed_price [EUR/t]" in recyc("batch", "lots.csv", "--map", mapped, "--dry-run").out
