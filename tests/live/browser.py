"""Drives a Chromium through its pipe: opens pages, runs scripts in them, says what they complain of."""

from __future__ import annotations

import json
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
)  # fmt: skip
COMPLAINTS = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
EXACT = 1e-12
"""Of the cost: the same operations in the same order; a browser's own `pow` may differ in the last bit."""
COMPARE = """
((cases) => {
  const { model } = recycPage, wrong = [];
  let figures = 0, refused = 0;
  for (const [number, side, setting, due] of cases) {
    model.setAll(setting); model.run();
    const own = model.sides[side], codes = [...new Set(model.faults(own).map((fault) => fault.code))].sort();
    if (Array.isArray(due) || codes.length) {
      refused += 1;
      const said = Array.isArray(due) ? due : "answered";
      if (JSON.stringify(codes) !== JSON.stringify(said)) wrong.push([number, codes, said]);
      continue;
    }
    const cost = Math.abs(due["totals.cost"]);
    for (const [path, place] of Object.entries(own.every)) {
      figures += 1;
      const value = model.figure(own.figures[own.shown + place]), told = due[path];
      const same = value === told || (value !== null && told !== null
        && Math.abs(value - told) <= EXACT * Math.max(cost, Math.abs(told)));
      if (!same) wrong.push([number, path, told, value]);
    }
  }
  return { figures, refused, wrong: wrong.slice(0, 5) };
})
""".replace("EXACT", str(EXACT))
"""Called with cases, each a number, a side, a setting, and every figure by path or the codes of the refusal."""
READY = "Boolean(globalThis.recycPage)"


class Browser:
    """A tab of a Chromium.

    Attributes:
        heard: what it told of itself so far, requests and complaints among it.
    """

    def __init__(self, program: str, profile: Path) -> None:
        (inward, self._said), (self._told, outward) = os.pipe(), os.pipe()
        inside = f'exec "{program}" {" ".join(FLAGS)} --user-data-dir="{profile}" 3<&{inward} 4>&{outward}'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", inside],
            pass_fds=(inward, outward),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(inward)
        os.close(outward)
        self._read, self._count, self._session = b"", 0, ""
        self.heard: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer."""
        self._count += 1
        asked = {"id": self._count, "method": method, "params": parameters}
        asked |= {"sessionId": self._session} if self._session else {}
        self._write(asked)
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return answer["result"]
            self.heard.append(answer)

    def _write(self, asked: dict[str, Any]) -> None:
        left = json.dumps(asked).encode() + b"\0"
        while left:
            left = left[os.write(self._said, left) :]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            more = os.read(self._told, 1 << 20)
            assert more, "the browser went away"
            self._read += more
        whole, self._read = self._read.split(b"\0", 1)
        return json.loads(whole)

    def size(self, width: int, height: int = 900) -> None:
        """Set the size of the window [px]."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def open(self, address: str, ready: str = READY) -> None:
        """Open a page and wait until it is ready."""
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=address)
        for _ in range(600):
            if self.run(ready):
                return
            time.sleep(0.05)
        raise AssertionError(self.complaints())

    def run(self, script: str) -> Any:
        """Run a script in the page, and return what it comes to."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, json.dumps(answer)[:2000]
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Return what pages complained of, and what they asked of the network."""
        asked = [
            each["params"]["request"]["url"] for each in self.heard if each.get("method") == "Network.requestWillBeSent"
        ]
        beyond = [url for url in asked if not url.startswith(("file:", "about:"))]
        return beyond + [json.dumps(each["params"])[:500] for each in self.heard if each.get("method") in COMPLAINTS]

    def close(self) -> None:
        """End the browser."""
        self.ask("Browser.close")
        self._process.wait(20)
        os.close(self._said)
        os.close(self._told)
