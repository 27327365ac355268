"""What comes with `POST /v1/batches`: a form with a file, or a body of JSON Lines; written to disk as it arrives."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson
from anyio import open_file, to_thread
from fastapi import Request
from starlette.datastructures import UploadFile

from app.batches.errors import OptionRefused
from app.batches.jobs import Sent
from app.batches.opening import EMPTY
from app.batches.options import Format, Options, read_options
from app.batches.store import BatchFolder
from app.errors import UploadUnfit
from geocoding.errors import InputUnreadable
from postcode.words import Words

FORM: Final = "multipart/form-data"
LINES: Final = ("application/jsonl", "application/x-ndjson")
PARTS: Final = ("file", "join", "options")
MAX_NAME: Final = 200

_FILE: Final = {"type": "string", "format": "binary"}
REQUEST_BODY: Final = {
    "required": True,
    "content": {
        FORM: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": {**_FILE, "description": "CSV, XLSX or JSON Lines."},
                    "options": {"type": "string", "description": "A JSON object, see docs/reference/batches.md."},
                    "join": {**_FILE, "description": "A CSV table whose columns are joined to the answers."},
                },
            }
        },
        **{media: {"schema": {"type": "string", "description": "One object a line."}} for media in LINES},
    },
}


_NO_OBJECT: Final = Words(
    'phải là một đối tượng JSON, ví dụ {"columns": {"query": "Địa chỉ"}}',
    'must be a JSON object, for example {"columns": {"query": "address"}}',
)


async def receive(request: Request, folder: BatchFolder, *, options: str, idempotency_key: str | None) -> Sent:
    """What a request brings, its files written into the folder; raises `UploadUnfit` and `OptionRefused`."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == FORM:
        return await _receive_form(request, folder, options=options, idempotency_key=idempotency_key)
    if media not in LINES:
        raise UploadUnfit
    given = _options(options)
    async with await open_file(folder.input, "wb") as file:
        async for block in request.stream():
            await file.write(block)
    if given.format not in (None, Format.JSONL):
        raise OptionRefused("format", Words("thân yêu cầu là JSON Lines", "the body is JSON Lines"))
    if folder.input.stat().st_size == 0:
        raise InputUnreadable(EMPTY)
    return Sent(folder, "", given, idempotency_key)


async def _receive_form(request: Request, folder: BatchFolder, *, options: str, idempotency_key: str | None) -> Sent:
    async with request.form(max_files=2, max_fields=1, max_part_size=64 * 1024) as form:
        if unknown := [name for name in form if name not in PARTS]:
            raise OptionRefused(
                unknown[0],
                Words(
                    f"không có phần này; các phần: {', '.join(PARTS)}; tùy chọn đặt trong options",
                    f"no such part; there are {', '.join(PARTS)}, and options go into options",
                ),
            )
        file, join, written = form.get("file"), form.get("join"), form.get("options")
        if not isinstance(file, UploadFile) or isinstance(join, str) or len(form.multi_items()) != len(form):
            raise UploadUnfit
        if written is not None and options:
            raise OptionRefused(
                "options",
                Words("ghi hai lần, trong biểu mẫu và trên địa chỉ", "given twice, in the form and in the address"),
            )
        if isinstance(written, UploadFile):
            raise OptionRefused("options", Words("phải là phần dạng chữ", "must be a text part"))
        given = _options(written or options)
        await to_thread.run_sync(_copy, file, folder.input)
        if join is not None:
            await to_thread.run_sync(_copy, join, folder.join)
        return Sent(folder, (file.filename or "")[:MAX_NAME], given, idempotency_key)


def _copy(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)


def _options(text: str) -> Options:
    """The options in a JSON text, none in an empty one."""
    if not text:
        return Options()
    try:
        given = orjson.loads(text)
    except ValueError:
        raise OptionRefused("options", _NO_OBJECT) from None
    if not isinstance(given, Mapping):
        raise OptionRefused("options", _NO_OBJECT)
    return read_options(given)
