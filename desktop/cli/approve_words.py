"""The option that says who answers the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_approve(parser: argparse.ArgumentParser) -> None:
    """Adds who answers the questions."""
    parser.add_argument(
        "--approve",
        choices=("ask", "yes", "no"),
        default="ask",
        help="ask here at each request (the default), or answer all of them",
    )
