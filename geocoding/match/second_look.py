"""A second look at a text whose first one found nothing sure: slips in names with marker words are forgiven, and forms
that the grammar does not know are put into words that it does.
"""

from collections.abc import Callable, Sequence

from geocoding.address.marked_names import LooselyMarkedNames, MarkedNames
from geocoding.address.parse import read
from geocoding.address.query import Names, Reading
from geocoding.match.answer import Answer
from geocoding.match.context import Context
from geocoding.model import MatchLevel, Verdict


class SecondLook:
    """Reads a text with looser names, and says whether what came of it may stand for the first answer."""

    def __init__(
        self, names: MarkedNames, context: Callable[[Names], Context], *, is_nearly_a_name: Callable[[str], bool]
    ) -> None:
        self._loose_names = LooselyMarkedNames(names, is_nearly_a_name)
        self._context = context

    def readings(self, text: str) -> Sequence[Reading]:
        """The readings of a normalised text, one slip forgiven in a word beside a marker."""
        return read(text, self._loose_names)

    def is_nearer(self, again: Answer, first: Answer) -> bool:
        """Whether an answer in other words tells more than the first: something, a deeper level, one of several."""
        if not again.matches or not first.matches:
            return bool(again.matches)
        if again.verdict is Verdict.MATCHED:
            return first.verdict is not Verdict.MATCHED
        return again.matches[0].level > first.matches[0].level

    def is_better(self, loosely: Answer, readings: Sequence[Reading]) -> bool:
        """Whether a second look found a household, and in the communes that the first look's `readings` name.

        One that forgives slips and leaves several names unread as well has read another street into the text.
        """
        if not loosely.matches or loosely.matches[0].level is not MatchLevel.HOUSEHOLD or ", " in loosely.unmatched:
            return False
        contexts = [self._context(reading.names) for reading in readings]
        contexts = [context for context in contexts if context.communes is not None]
        return not contexts or any(context.allows(loosely.matches[0].commune_code) for context in contexts)
