"""The commands of `python -m qa`, and how the terminal shows what they find."""
