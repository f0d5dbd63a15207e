"""Articles that repeat one another: the same text under two addresses, an updated version, a reprint of another outlet.

texts --sketches--> words in a row --collection, alike--> groups --originals--> links --marking--> claims files
"""

from kg.copies.alike import Measure
from kg.copies.marking import INFERRED, Family, families, mark_copies

__all__ = ["INFERRED", "Family", "Measure", "families", "mark_copies"]
