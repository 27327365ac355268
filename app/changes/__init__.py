"""The change feed: what became of households and their codes, in numbered lines, and who is told of it."""
