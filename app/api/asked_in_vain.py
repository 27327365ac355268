"""Noting for the worklist where a question ended that did not reach a household."""

from fastapi import Request

from app.api.serving import Served, Serving
from app.bookkeeping import Books
from app.failing import failed_at
from geocoding.match.answer import Answer


def note_failed(request: Request, served: Served, answer: Answer) -> None:
    """Count the question where it failed; a sandbox is no place of the city."""
    serving: Serving = request.app.state.serving
    books: Books = request.app.state.books
    ended = failed_at(answer) if served is not serving.sandbox else None
    if ended is not None:
        books.count_failed(ended.commune_code, ended.way)
