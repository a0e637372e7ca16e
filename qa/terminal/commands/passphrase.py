"""`passphrase`: makes the setting that lets those who know a passphrase add papers on the page."""

from __future__ import annotations

import typer


def passphrase() -> None:
    """Ask for the passphrase of those who may add papers on the page, and print what to set."""
    from qa.passphrase import MIN_LENGTH, hash_passphrase

    words = f"Passphrase, at least {MIN_LENGTH} characters (it is not shown)"
    chosen = typer.prompt(words, hide_input=True, confirmation_prompt="Once more", err=True)
    typer.echo(f"QA_PASSPHRASE_HASH={hash_passphrase(chosen)}")
