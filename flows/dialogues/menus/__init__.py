"""The menus that members know."""
