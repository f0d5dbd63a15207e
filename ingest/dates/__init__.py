"""When: the times that an article names, counted from its day of publication."""

from ingest.dates.reading import TextDate, dates_in

__all__ = ["TextDate", "dates_in"]
