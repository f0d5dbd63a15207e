"""Articles as they are found: one module a form, from bytes to the drafts of articles in them.

Paths go in at `finding.drafts`, which asks `forms` for the reader; `source` has what readers take and give.
"""
