"""Routes of OGC API – Features."""
