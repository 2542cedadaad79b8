"""Groups of the `hotline` command that are longer than a line or two."""
