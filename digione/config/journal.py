"""Log lines as JSON, without anything that tells of a person."""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from types import TracebackType

# What a line may carry. Arguments, addresses, headers and messages of exceptions may name persons,
# so a line never has them: the fields below are all there is.
FIELDS = ("request_id", "tenant_id", "method", "route", "status", "ms", "sql", "job", "step")
_FRAMES = 12


class WithoutPersons(logging.Formatter):
    """A line says where and what kind; the audit log says who."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
