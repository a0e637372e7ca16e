"""Where papers live once read: the store, the vectors, the embedder, ingest."""
