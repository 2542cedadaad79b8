"""The home menus and their submenus."""
