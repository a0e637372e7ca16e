"""What a reader sees on a page: letters, lines, pictures of pages, OCR."""
