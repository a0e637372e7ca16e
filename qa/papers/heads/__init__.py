"""What the head of a paper says of it: its kind, the body that met, and when."""
