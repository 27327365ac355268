"""The register: the database of record, in SQLite or PostgreSQL with PostGIS; the only package that speaks SQL."""
