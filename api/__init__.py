"""The API for other systems, /api/v1: each operation is declared once, with its scope, its input
and its answers, and the documentation is made of the declarations. It calls the same functions of
core as the dialogues and the desk."""
