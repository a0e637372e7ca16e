"""What a paper holds for the registers: resolutions, votes, questions with their answers."""
