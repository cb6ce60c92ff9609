"""Reading ahead: the next batches are read by a thread while the last ones are worked on."""

import queue
import threading
from collections.abc import Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")
_AHEAD = 2  # batches kept ready: more would only cost memory


def read_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yields the items of an iterator in their order, worked out by a thread; its exceptions come through. Stopping early stops the thread."""
    ready: queue.Queue[tuple[bool, Any]] = queue.Queue(maxsize=_AHEAD)
    stopped = threading.Event()

    def put(entry: tuple[bool, Any]) -> None:
        while not stopped.is_set():
            try:
                return ready.put(entry, timeout=0.1)
            except queue.Full:
                continue

    def work() -> None:
        try:
            for item in items:
                put((True, item))
                if stopped.is_set():
                    return
            put((False, None))
        except BaseException as error:
            put((False, error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while True:
            is_item, value = ready.get()
            if is_item:
                yield value
            elif value is None:
                return
            else:
                raise value
    finally:
        stopped.set()
        thread.join()
