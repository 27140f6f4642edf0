"""A server that asks for a model's answer with OpenAI's own SDK, by what it finds at its start."""

import os

from tests.programs.bare import Asking, Bare, message


def think(question: str) -> str:
    """Asks by the endpoint."""
    import openai  # noqa: PLC0415  (it takes a second)

    try:
        with openai.OpenAI() as client:
            told = client.chat.completions.create(
                model="", messages=[{"role": "user", "content": question}], max_tokens=50
            )
    except openai.APIStatusError as error:
        return f"{error.status_code} {error.code}"
    return str(told.choices[0].message.content)


def sample(question: str) -> Asking:
    """Asks by MCP's sampling."""
    answer = yield {"messages": [message(question)], "maxTokens": 50}
    return str(answer["content"]["text"])


def found() -> str:
    """Tells what it found at its start."""
    names = ("OPENAI_BASE_URL", "OPENAI_API_KEY", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY")
    return " ".join(os.environ.get(name, "-") for name in names)


if __name__ == "__main__":
    Bare("thinks", think, sample, found).run()
