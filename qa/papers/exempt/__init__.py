"""Pages that are not for the public, recognised by the markings that councils put on them."""
