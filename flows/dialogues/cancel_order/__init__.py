"""An order that the member does not want any more."""
