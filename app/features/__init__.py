"""Communes, coverage, parcels and households as geographic features: over OGC API – Features and as files."""
