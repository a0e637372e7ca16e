"""From a sentence to whether the papers bear it out: which passage does, or why none does."""
