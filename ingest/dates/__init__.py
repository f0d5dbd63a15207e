"""When: the times that an article names, counted from its day of publication."""

from ingest.dates.attach import date_for
from ingest.dates.reading import TextDate, dates_in

__all__ = ["TextDate", "date_for", "dates_in"]
