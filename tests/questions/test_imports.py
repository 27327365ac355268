import subprocess
import sys

LOADED = """
import importlib, pkgutil, sys, app.questions
for module in pkgutil.walk_packages(app.questions.__path__, "app.questions."):
    importlib.import_module(module.name)
forbidden = ("geocoding.text", "geocoding.address", "geocoding.match")
print("\\n".join(name for name in sys.modules if name.startswith(forbidden)))
"""


def test_questions_know_nothing_of_normaliser_grammar_and_matcher() -> None:
    """What measures must not share the mistakes of what it measures."""
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
