"""The templates of the pages for citizens."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from app.html import Html, fill

TEMPLATES: Final = Path(__file__).parents[1] / "pages" / "citizen"


def page(name: str, *, title: str, lang: str = "vi", scripts: str = "", **values: str) -> str:
    """A whole page from its template."""
    main = fill(template(f"{name}.html"), **values)
    module = Html(f'<script type="module" src="/assets/citizen/{scripts}"></script>') if scripts else Html()
    return fill(template("frame.html"), title=title, main=main, lang=lang, scripts=module)


@lru_cache(maxsize=32)
def template(name: str) -> str:
    """The text of a template file."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
