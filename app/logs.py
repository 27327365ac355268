"""Logs as JSON lines with an allow-list of fields: never an address, a coordinate, a code or a person."""

import logging
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Final, TextIO

import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

FIELDS: Final = frozenset(
    {
        "timestamp",
        "level",
        "event",
        "request_id",
        "correlation_id",
        "method",
        "route",
        "status",
        "duration_ms",
        "dataset_version",
        "verdict",
        "error",
        "where",
        "workers",
        "demo",
    }
)
"""Every field a log line may carry; anything else is dropped before it is written."""


def keep_allowed_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event without the fields that are not on the list."""
    return {name: value for name, value in event.items() if name in FIELDS}


def make_logger(stream: TextIO | None = None) -> FilteringBoundLogger:
    """A logger that writes one JSON object a line to the stream, standard error by default."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed_fields,
            structlog.processors.JSONRenderer(serializer=_dump),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    ).bind()
    return logger


def where(traceback: TracebackType | None) -> list[str]:
    """The places of a traceback as "module:line", outermost first; no source text and no values."""
    return list(_places(traceback))


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield f"{traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next


def _dump(value: object, **_: object) -> str:
    return orjson.dumps(value, default=str).decode()


class ServerLogHandler(logging.Handler):
    """Passes the server's own records on as events; of an exception only its class and places are kept."""

    def __init__(self, logger: FilteringBoundLogger) -> None:
        super().__init__(logging.INFO)
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record through the allow-list."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            self._logger.log(record.levelno, record.getMessage())
        else:
            self._logger.error("server fault", error=type(error).__name__, where=where(error.__traceback__))


def send_server_log_to(logger: FilteringBoundLogger) -> None:
    """Make the HTTP server's own log part of ours; each process calls it once, at its start."""
    server = logging.getLogger("uvicorn.error")
    server.handlers = [ServerLogHandler(logger)]
    server.setLevel(logging.INFO)
    server.propagate = False
