"""`ledger_grant` of revision 0017. Frozen."""
