"""The tests of pages use the browser of the other browser tests."""

from tests.browser.conftest import browser, chromium, open_page

__all__ = ["browser", "chromium", "open_page"]
