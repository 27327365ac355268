"""Codes on paper: the certificate, the number plates and the walking list, as PDF."""
