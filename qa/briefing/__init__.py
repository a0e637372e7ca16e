"""From what a visitor keeps to a briefing: in Word, in Markdown, and as plain text."""
