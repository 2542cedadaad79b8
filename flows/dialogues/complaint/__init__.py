"""Filing a complaint, and looking up its status."""
