"""Runs the tests against faults inside one collected session: each fault in a fork, its code put into the functions."""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import json
import os
import re
import signal
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import hypothesis
from _pytest.runner import runtestprotocol
from faults import compiled, faults_of, functions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType

    import pytest
    from faults import Fault

PACKAGE = Path(__file__).resolve().parents[3] / "recyc_cli"
HANGS = 20.0
"""Processor seconds after which one test is taken to hang."""


class Trial(NamedTuple):
    """What became of a fault: who killed it, or nobody, after how many tests and processor seconds."""

    fault: Fault
    killer: str
    tests: int
    seconds: float


class Runner:
    """A plugin of pytest that runs, in place of the tests, the tests against each fault."""

    def __init__(self, files: list[str], chosen: Callable[[dict[str, list[Fault]]], list[Fault]], asked: Any) -> None:
        """Take the files, what chooses among their faults, and what is asked on the command line."""
        self.trees = {file: ast.parse((PACKAGE / file).read_text()) for file in files}
        self.chosen, self.asked = chosen, asked
        self.trials: list[Trial] = []
        self.kills: Counter[str] = Counter()
        self.by_function: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn which test runs which function, then try each fault."""
        gc.freeze()
        self.items = {item.nodeid: item for item in session.items}
        for file in self.trees:
            importlib.import_module(module_of(file))
        self.seconds, self.callers = self._learned()
        self.faults = self.chosen({file: faults_of(file, tree) for file, tree in self.trees.items()})
        end = time.monotonic() + 60.0 * self.asked.minutes
        for number, fault in enumerate(self.faults):
            if time.monotonic() > end:
                break
            trial = self.tried(fault)
            self.trials.append(trial)
            told = f"killed by {trial.killer}" if trial.killer else "SURVIVED"
            words = f"{number + 1}/{len(self.faults)} {fault.place}:{fault.line}: {fault.change} : {told}"
            sys.stderr.write(f"{words} ({trial.tests} tests, {trial.seconds:.1f} s)\n")
        return True

    def _learned(self) -> tuple[dict[str, float], dict[str, list[str]]]:
        """Return how long each test takes and the tests that run each function; kept in a file between runs."""
        kept = self.asked.learned
        known = json.loads(kept.read_text()) if kept.exists() else {"seconds": {}, "ran": {}}
        new = [name for name in self.items if name not in known["seconds"]]
        if new:
            found = in_fork(lambda: self._learn(new))
            known = {key: {**known[key], **found[key]} for key in known}
            kept.write_text(json.dumps(known))
        callers = defaultdict(list)
        for test, ran in known["ran"].items():
            for place in ran if test in self.items else ():
                callers[place].append(test)
        return known["seconds"], callers

    def _learn(self, tests: list[str]) -> dict[str, Any]:
        """Run tests with a mark in front of every function."""
        hits: dict[str, int] = {}
        for file, tree in self.trees.items():
            names = []
            for name, function in functions_of(tree):
                mark = ast.parse(f"__hits__[{file + ':' + name!r}] = 1").body
                function.body[:0] = mark
                names.append((name, function))
            code = compile(ast.fix_missing_locations(tree), str(PACKAGE / file), "exec")
            module = importlib.import_module(module_of(file))
            vars(module)["__hits__"] = hits
            put(module, code, [name for name, _ in names])
            for _, function in names:
                del function.body[0]
        seconds, ran = {}, {}
        clear_caches("recyc_cli.scenario", "recyc_cli.model")
        for number, (test, then) in enumerate(zip(tests, [*tests[1:], None], strict=True)):
            hits.clear()
            clear_caches("test_", "reading", "switches", "workbook", "china", "tests")
            start = time.process_time()
            passed = self.passes(test, then)
            if not passed:
                sys.stderr.write(f"fails without a fault, and kills none: {test}\n")
            seconds[test] = time.process_time() - start
            ran[test] = sorted(hits) if passed else []
            if number % 500 == 0:
                sys.stderr.write(f"learning {number}/{len(tests)}\n")
        return {"seconds": seconds, "ran": ran}

    def passes(self, test: str, then: str | None) -> bool:
        """Whether a test passes, or is skipped."""
        reports = runtestprotocol(self.items[test], log=False, nextitem=self.items.get(then or ""))
        return not any(report.failed for report in reports)

    def tried(self, fault: Fault) -> Trial:
        """Run the tests against a fault until one fails."""
        tests = self.in_order(fault)
        code = compiled(self.trees[fault.file], str(PACKAGE / fault.file), fault)
        killer, number, seconds = in_fork(lambda: self._try(fault, code, tests)) or ("a hang or a crash", 0, 0.0)
        if killer:
            self.kills[kind_of(killer)] += 1
            self.by_function[fault.place][killer] += 1
        return Trial(fault, killer, number, seconds)

    def _try(self, fault: Fault, code: CodeType, tests: list[str]) -> tuple[str, int, float]:
        module = importlib.import_module(module_of(fault.file))
        put(module, code, [fault.function])
        clear_caches("recyc_cli", "test_", "reading", "switches", "workbook", "china", "tests")
        began = time.process_time()
        for number, (test, then) in enumerate(zip(tests, [*tests[1:], None], strict=True)):
            signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
            if not self.passes(test, then):
                return test, number + 1, time.process_time() - began
            if time.process_time() - began > self.asked.budget:
                return "", number + 1, time.process_time() - began
        return "", len(tests), time.process_time() - began

    def in_order(self, fault: Fault) -> list[str]:
        """Return the tests that run a function: who killed its faults before, is named after it, one of each kind."""
        tests = set(self.callers[fault.place])
        if fault.file.startswith("scenario"):  # built once for many tests: whoever hauls may run it
            tests |= set(self.callers[self.asked.instead])
        own, turn = self.by_function[fault.place], Counter[str]()
        rank = {}
        for test in sorted(tests, key=lambda each: (self.seconds[each], each)):
            kind = kind_of(test)
            turn[kind] += 1
            rank[test] = (
                -own[test],
                not near(fault.place, kind),
                turn[kind] * max(self.seconds[test], 0.02) / (1.0 + self.kills[kind]),
            )
        return sorted(tests, key=rank.__getitem__)


def near(place: str, test: str) -> bool:
    """Whether a test is of sizes by hand, or named after the file or the function of a fault: those go first."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", place) if word not in ("model", "money", "flows")}
    return "test_sizes" in test or any(word in test for word in words)


def kind_of(test: str) -> str:
    """Return a test without its parameters."""
    return test.partition("[")[0]


def module_of(file: str) -> str:
    """Return the name of a file's module."""
    return ".".join(("recyc_cli", *Path(file).with_suffix("").parts))


def put(module: Any, code: CodeType, names: Iterable[str]) -> None:
    """Put the code of a compiled file into functions of its module, for whoever holds them."""
    found: dict[str, CodeType] = {}
    for each in code.co_consts:
        if hasattr(each, "co_qualname"):
            found[each.co_qualname] = each
            found.update({inner.co_qualname: inner for inner in each.co_consts if hasattr(inner, "co_qualname")})
    for name in names:
        target: Any = module
        for part in name.split("."):
            target = vars(target)[part]
        while not hasattr(target, "__code__"):
            target = next(getattr(target, key) for key in ("__func__", "__wrapped__", "fget") if hasattr(target, key))
        if name in found and len(found[name].co_freevars) == len(target.__code__.co_freevars):
            target.__code__ = found[name]
        else:
            sys.stderr.write(f"cannot be put: {module.__name__}.{name}\n")


CACHES: list[Any] = []


def clear_caches(*rooms: str) -> None:
    """Empty the caches of functions in some modules."""
    if not CACHES:
        gc.unfreeze()
        CACHES.extend(each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper))  # noqa: SLF001
    for each in CACHES:
        if (each.__module__ or "").startswith(rooms):
            each.cache_clear()


def in_fork(work: Callable[[], Any]) -> Any:
    """Do work in a fork of this process and return what comes of it; None where the fork dies."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reads)
            with os.fdopen(writes, "w") as stream:
                stream.write(json.dumps(work()))
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


hypothesis.settings.register_profile(
    "mutants", derandomize=True, deadline=None, database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck),
)  # fmt: skip
