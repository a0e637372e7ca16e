"""What `python -m qa` runs."""

from qa.cli import main

main()
