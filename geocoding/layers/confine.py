"""What a reading process takes away from itself before it opens a file of a stranger; standard library only."""

import contextlib
import ctypes
import os
import resource
from dataclasses import dataclass

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

GDAL_CONFIG = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "CPL_VSIL_CURL_USE_HEAD": "NO",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_DRIVER_PATH": "disable",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "PROJ_NETWORK": "OFF",
}
"""Network-capable virtual files may open no name at all, no plug-in drivers are loaded, PROJ stays off line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use; `wall_s` and `repair_s` are counted by the process that waits."""

    cpu_s: int = 900
    memory_bytes: int = 4 * 1024**3
    written_bytes: int = 1024**2
    wall_s: float = 1_800.0
    repair_s: float = 10.0


def confine(limits: Limits) -> None:
    """Limit this process for good: processor time, address space, files written, no core; no network where possible."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written_bytes, limits.written_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _leave_network()


def _leave_network() -> None:
    """Move into an empty network namespace; systems without that right rely on the other locks."""
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        alone = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
        unshare(alone)


def child_environment() -> dict[str, str]:
    """The whole environment of a reading process: nothing of ours (passwords, proxies) is handed down."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **GDAL_CONFIG}
