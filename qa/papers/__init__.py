"""From a file to a Paper: pages, meeting, sections, passages."""
