"""Routes of look-ups: by code, commune, parcel, street, national identifier and service point."""
