"""What `python -m qa` runs."""

from qa.terminal.cli import main

main()
