"""Chromium without a window, spoken to through two pipes in its DevTools protocol: what a reader's mouse and keys would do."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BINARY = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(BINARY is None, reason="Chromium is not installed; the page is tested in it")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"]


class Page:
    """One open page: what it asked of the network, what it complained of, and how to act on it."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = os.fdopen(read, "rb"), os.fdopen(write, "wb")
        self._rest, self._number, self._session = b"", 0, {}
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._send(f"{domain}.enable")

    def open(self, address: Path | str, fragment: str = "", width: int = 1280, height: int = 800) -> "Page":
        """Opens a file or an address and waits until it has been drawn once."""
        self._send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self._send("Page.navigate", url=(address.as_uri() if isinstance(address, Path) else address) + fragment)
        self.wait()
        return self

    def wait(self) -> None:
        """Waits until the page has been loaded and drawn once."""
        self.run("new Promise(done => { const go = () => requestAnimationFrame(() => requestAnimationFrame(done));"
                 " document.readyState === 'complete' ? go() : addEventListener('load', go) })")  # fmt: skip

    def dark(self, on: bool = True) -> None:
        """Whether the reader prefers dark colours."""
        self._send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def picture(self, path: Path) -> None:
        """Writes the whole page as a PNG file."""
        shot = self._send("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def run(self, code: str) -> Any:
        """The value of a JavaScript expression, awaited where it is a promise."""
        found = self._send("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def text(self, selector: str) -> str:
        """What a reader sees of an element."""
        return self.run(f"document.querySelector({json.dumps(selector)}).innerText")

    def click(self, x: float, y: float) -> None:
        """A click of the mouse at a place of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Text typed where the focus is."""
        self._send("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """A key pressed and released."""
        code = {"Enter": 13, "Tab": 9}.get(key, 0)
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self._send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def _send(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values} | self._session
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        while True:
            answer = self._next()
            self._note(answer)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = self._read.read1(1 << 16)
            assert more, "Chromium has gone"
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> None:
        method, values = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])
        if method == "Page.javascriptDialogOpening":
            self.complaints.append(json.dumps(values))
        if method == "Runtime.exceptionThrown" or (method == "Log.entryAdded" and values["entry"]["level"] == "error"):
            self.complaints.append(json.dumps(values))


@contextmanager
def chromium(folder: Path) -> Iterator[Page]:
    """A browser whose profile stands in `folder`."""
    assert BINARY
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    # The protocol's pipes are descriptors 3 and 4.
    command = ["sh", "-c", f'exec "$0" "$@" 3</dev/fd/{theirs_in} 4>/dev/fd/{theirs_out}', BINARY, *FLAGS, f"--user-data-dir={folder}"]
    process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Page(ours_in, ours_out)
    finally:
        process.terminate()
        process.wait()
