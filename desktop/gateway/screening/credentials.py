"""Keys and tokens, known by the prefixes that their issuers gave them for this purpose."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import Rule, Span
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

# Sources: the issuers' own documentation, and the rules of gitleaks (config/gitleaks.toml).
# Each kind: what it is, how it begins, and how it goes on.
_KINDS: tuple[tuple[str, str, str], ...] = (
    (tr("an AWS access key"), "AKIA", "[A-Z2-7]{16}"),
    (tr("an AWS access key"), "ASIA", "[A-Z2-7]{16}"),
    (tr("a GitHub token"), "gh", "[pousr]_[A-Za-z0-9]{36,255}+"),
    (tr("a GitHub token"), "github_pat_", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    (tr("a GitLab token"), "glpat-", r"[\w-]{20,}+"),
    (tr("a Slack token"), "xox", "[abeoprs]-[A-Za-z0-9-]{24,}+"),
    (tr("a Slack token"), "xapp-", r"\d-[A-Za-z0-9-]{24,}+"),
    (tr("an Anthropic key"), "sk-ant-", r"[a-z0-9]{3,10}-[\w-]{24,}+"),
    (tr("an OpenAI key"), "sk-", r"(?:proj|svcacct|admin)-[\w-]{40,}+"),
    (tr("an OpenAI key"), "sk-", "[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"),
    (tr("an OpenRouter key"), "sk-or-v1-", "[0-9a-f]{64}"),
    (tr("a Google API key"), "AIza", r"[\w-]{35}"),
    (tr("a Hugging Face token"), "hf_", "[A-Za-z0-9]{34}"),
    (tr("a Stripe key"), "rk_live_", "[A-Za-z0-9]{16,}+"),
    (tr("a Stripe key"), "sk_live_", "[A-Za-z0-9]{16,}+"),
    (tr("an npm token"), "npm_", "[A-Za-z0-9]{36}"),
    (tr("a PyPI token"), "pypi-", r"AgEIcHlwaS5vcmc[\w-]{50,}+"),
    (tr("a SendGrid key"), "SG.", r"[\w-]{22}\.[\w-]{43}"),
    (tr("a JSON Web Token"), "eyJ", r"[\w-]{10,}+\.eyJ[\w-]{10,}+\.[\w-]{10,}+"),
)
_SHORTEST = 20
"""Characters in the shortest of them, AWS's; none has a blank in it."""
_PRIVATE_KEY = (
    tr("a private key"),
    "-----BEGIN ",
    "(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY[ A-Z]{0,6}-----",
)
_SHOWN = 8
_EXAMPLE = "EXAMPLE"
"""How AWS ends the keys that stand in its documentation."""


def secrets(text: Text) -> Iterator[Span]:
    """Yields keys and tokens; what is said of one repeats no more than its prefix."""
    kinds = (_PRIVATE_KEY, *_KINDS) if text.longest >= _SHORTEST else (_PRIVATE_KEY,)
    for kind, beginning, rest in kinds:
        if beginning not in text.raw:
            continue
        for match in _pattern(beginning, rest).finditer(text.raw):
            if not match[0].endswith(_EXAMPLE):
                says = tr("This looks like {kind}: {match}…", kind=kind, match=match[0][:_SHOWN])
                yield Span(Rule.SECRET, *match.span(), says)


@cache
def _pattern(beginning: str, rest: str) -> re.Pattern[str]:
    # From the beginning of a word only: otherwise a long run would be read from each place in it.
    # That is asked after the beginning, which `re` then looks for as fast as for a mere string.
    first = re.escape(beginning)
    return re.compile(rf"{first}(?<![\w-]{first}){rest}(?![A-Za-z0-9])")
