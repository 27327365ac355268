"""Sentences for people, as everything above the geocoder names them."""

from geocoding.words import Words

__all__ = ["Words"]
