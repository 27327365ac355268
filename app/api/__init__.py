"""HTTP routes: values in, one call, a schema out."""
