"""How the terminal shows answers, registers, papers, measures and progress."""
