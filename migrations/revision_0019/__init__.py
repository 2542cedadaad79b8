"""`ledger_grant` of revision 0019. Frozen."""
