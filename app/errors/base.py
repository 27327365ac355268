"""The root of the tree; `app.errors` draws it."""


class AppError(Exception):
    """Base of the errors raised by the web routes."""
