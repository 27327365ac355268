"""Files attached to an edit: small, and of the few types that prove something, told by content, never by name."""

from typing import Final

MAX_BYTES: Final = 2 * 1024 * 1024

_SIGNATURES: Final = (
    (b"%PDF-", 0, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
)

MEDIA_TYPES: Final = tuple(media_type for _, _, media_type in _SIGNATURES)


def media_type_of(content: bytes) -> str | None:
    """The media type that the first bytes show; None for any other type."""
    return next((kind for mark, at, kind in _SIGNATURES if content[at : at + len(mark)] == mark), None)
