"""A server with a tool that asks for a completion, in either era, and one that ends it."""

import os

from tests.programs.bare import Asking, Bare, message


def ask(prompt: str, max_tokens: int = 50, stop: str = "") -> Asking:
    """Asks for a completion and tells what came."""
    asked = {"messages": [message(prompt)], "maxTokens": max_tokens}
    answer = yield {**asked, "stopSequences": [stop]} if stop else asked
    return f"{answer['content']['text']} | {answer['model']} | {answer.get('stopReason')}"


def die() -> str:
    """Ends the whole process, with a last word on its error output."""
    os.write(2, b"a last word\n")
    os._exit(7)


if __name__ == "__main__":
    Bare("samples", ask, die).run()
