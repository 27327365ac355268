"""Routes of what maps draw: vector tiles and the page's own layers."""
