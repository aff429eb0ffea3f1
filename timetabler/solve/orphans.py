"""Worker processes end with the process that started them, however that ended."""

import os
import threading
import time

PAUSE = 0.5  # seconds between two looks at who the parent is


def end_with(parent: int) -> None:
    """From now on, end this process at once when the process `parent` is gone.

    A thread looks, so it works during a long solve as well; nothing is left to be tidied up.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os._exit(1)
