"""A package for delivery: data, ontology, description, rights and checksums in one folder that can be handed over.

    distributions -> description (DCAT, VoID, PROV) -> README -> BagIt

A partner opens `data/README.md` first, a triple store takes the files that it lists, a catalogue `data/dataset.ttl`.
"""

from kg.package.bag import check_bag, data_file, is_bag
from kg.package.making import Delivery, Terms, make_package
from kg.package.profiles import PROFILES

__all__ = ["PROFILES", "Delivery", "Terms", "check_bag", "data_file", "is_bag", "make_package"]
