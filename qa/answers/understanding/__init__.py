"""What a question asks: its subject, its time, its kind of paper, its other words."""
