"""Claims in the forms that others read: PLOVER records, a table for a spreadsheet, RDF (`kg.rdf`)."""
