"""TM Forum Open APIs: how the operator's other systems reach the hotline."""
