"""`ledger_grant` of revision 0016. Frozen."""
