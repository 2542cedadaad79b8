"""`ledger_grant` of revision 0018. Frozen."""
