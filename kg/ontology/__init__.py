"""What a claim may say: classes, roles, links, shortcuts and values of `ontology/*.ttl`, and the gate for claims."""

from kg.ontology.gate import check
from kg.ontology.read import load
from kg.ontology.terms import (
    EntityLink,
    Link,
    Ontology,
    OntologyClass,
    Role,
    RoleUse,
    Shortcut,
    relationship_type,
)

__all__ = [
    "EntityLink",
    "Link",
    "Ontology",
    "OntologyClass",
    "Role",
    "RoleUse",
    "Shortcut",
    "check",
    "load",
    "relationship_type",
]
