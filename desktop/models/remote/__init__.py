"""Models of providers, asked over the network in the words of OpenAI's chat completions."""
