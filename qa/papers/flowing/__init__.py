"""Papers whose text flows without pages, as Word files and web pages, laid out as sheets of lines.

What comes after, as for PDFs, reads the sheets and does not know whence they are.
"""
