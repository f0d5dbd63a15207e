"""From an article to claims: what a careful reader would take from it, each with the words that support it."""
