"""Vietnamese text made comparable: tidied, folded and cut into tokens."""
