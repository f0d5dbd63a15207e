"""When: the times that an article names, counted from its day of publication."""

from ingest.dates.attach import Times, times_of
from ingest.dates.reading import TextDate, dates_in

__all__ = ["TextDate", "Times", "dates_in", "times_of"]
