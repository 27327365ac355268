"""Routes of those who keep the register: households, edits, findings, coverage, files, paper."""
