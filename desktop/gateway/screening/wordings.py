"""Wordings of attacks: orders to the host, false speakers, and requests for others' context."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from desktop.gateway.screening.finding import Rule, Span, quoted
from desktop.gateway.screening.reading import LOOK_ALIKES
from desktop.gateway.screening.scanning import matches
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

# What is said of a wording; under it the words with one of which it begins, looked for all at
# once because that is quick, and how it goes on after them, in a notation in which a blank is
# whatever parts two words, and `<3>` up to three words more.
# Sources: ATR-2026-01930 and SAF-T1112 (agentthreatrule.org, saf-mcp); Unit 42, "New Prompt
# Injection Attack Vectors Through MCP Sampling"; OWASP LLM01:2025.
_RULES = (
    "(?:instruction|prompt|rule|guideline|directive|direction|restriction|safeguard|polic"
    "|constraint|command)\\w{0,9}+"
)
_PEOPLE = "user human person operator owner reader"
_PERSON = f"(?:the )?(?:{_PEOPLE.replace(' ', '|')})"
_NOT = "(?: not|['\u2019]t)"
_TELL = (
    " (?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|reveal(?:ing)?|show(?:ing)?|notify(?:ing)?"
    f"|alert(?:ing)?|warn(?:ing)?|let(?:ting)?|disclos(?:e|ing)) <3>{_PERSON}\\b"
)
_READ = " (?:to )?(?:review|read|check|inspect)"
_MODE = " <1>(?:developer|debug|god|admin|dan|jailbreak) mode"
_STOP = " stop (?:writing|generating|printing|repeating|until)"
_ORDERS = {
    tr("Asks to set instructions aside"): {
        "ignore disregard forget override bypass neglect": (
            " (?:<2>(?:previous|prior|above|earlier|preceding|foregoing|your|system|safety|all|any"
            f"|these|those) <3>{_RULES}|(?:everything|anything|all)(?: that)? "
            "<3>(?:above|before|previously|prior|earlier)\\b)"
        ),
        "ignorier ignoriere ignora ignorez ignore ignorar": (
            " <1>(?:alle|vorherigen|bisherigen|todas|las|les|toutes|le|tutte) "
            "<3>(?:anweisung|instruccion|instruction|istruzion|consigne)"
        ),
        "игнорируй игнорируйте": " <3>(?:инструкци|указани)",
        "忽略 无视 無視して": "[^。.\\n]{0,12}(?:指令|指示|提示|规则)",
        "以前の 上記の これまでの": "(?:すべての)?(?:指示|命令)を無視",
        "تجاهل": " <2>(?:التعليمات|الأوامر)",
    },
    tr("Asks to keep something from you"): {
        "do don": f"{_NOT}{_TELL}",
        "dont never without": _TELL,
        "hide hidden conceal keep": f" <4>from {_PERSON}\\b",
        "without": (
            f" {_PERSON}['\u2019]?s? (?:knowledge|knowing|noticing|consent|permission|approval)"
        ),
        _PEOPLE: " (?:must|should|need|may|will) (?:not|never) (?:know|see|notice|learn|find out)",
    },
    tr("Asks for your approval"): {
        "press click choose select hit": " (?:on |the )?(?:always )?(?:allow|approve)\\b",
        "approve allow authorise authorize": (
            " (?:(?:this|the|every|all|any|each) "
            "<2>(?:sampling|completion|prompt|tool call|dialog)\\b"
            "|(?:this|every|all|any|each|my) (?:future |such )?requests?\\b)"
        ),
        "no": f" need{_READ}",
        "not": f" necessary{_READ}",
        "need": f" not{_READ}",
        "don": f"['\u2019]t need{_READ}",
        "dont": f" need{_READ}",
        "this": (
            " request (?:is|has been) (?:already )?(?:safe|pre approved|approved|verified|reviewed"
            "|trusted|harmless)"
        ),
    },
    tr("Gives the model another role"): {
        "you": (
            " are now (?:dan\\b|unrestricted|unfiltered|jailbroken|no longer|free (?:of|from)"
            "|in <2>mode\\b|the (?:system|user|host|administrator|developer)"
            "|an? <3>(?:ai|assistant|model|bot|agent|terminal|shell|hacker)\\b)"
        ),
        "enter enable activate": _MODE,
        "switch": f" to{_MODE}",
        "act behave pretend respond": (
            " as (?:if <3>no |dan\\b|an? (?:unrestricted|unfiltered|evil))"
        ),
        "pretend": (
            " (?:that )?(?:you|there) (?:have|are) no <2>(?:rule|restriction|limit|filter)"
        ),
        "du": (
            " bist (?:jetzt|ab sofort|nun) (?:ein|der|die|kein)\\w* "
            "<2>(?:assistent|modell|ki\\b|bot)"
        ),
    },
    tr("Wants to change later answers too"): {
        "in": (
            " (?:all|every|each|any) (?:of your )?(?:future|subsequent|later|following) "
            "(?:response|repl|answer|message|turn|conversation|interaction)"
        ),
        "from": (
            " now on (?:you (?:must|are to|shall"
            "|will (?:always|only|never|obey|act|answer|respond))"
            "|always|never|respond|answer|act|ignore|obey)"
        ),
        "for": (
            " the (?:rest|remainder) of (?:this|the|our) (?:conversation|session|chat) "
            "(?:you|always|never|act|answer|respond|speak)"
        ),
        "your": (
            " (?:new|real|actual|true|only) (?:task|goal|objective|purpose|instructions?|role) "
            "(?:is|are)\\b"
        ),
        "new": " (?:system )?instructions? ?:",
    },
    tr("Asks for a tool behind your back"): {
        "silently secretly quietly covertly stealthily": (
            " (?:call|invoke|run|execute|use|open|read|write|send|post|upload|add|append|include"
            "|forward)"
        ),
        "also then first must next": " (?:call|invoke) <3>tool\\b",
        "call invoke run execute use": (
            " <4>without (?:asking|confirmation|permission|approval)\\b"
        ),
        "exfiltrate smuggle": (" <3>(?:data|file|key|secret|token|content|history|conversation)"),
    },
    tr("Asks for more than its task"): {
        "after once when": (
            " <2>(?:finish|complet|done|end)\\w* <4>(?:also|additionally|secretly|silently) "
            "(?:write|generate|produce|compute|solve|create|translate|summari[sz]e|answer)"
        ),
        "repeat write print generate continue output keep": (
            " <5>(?:forever|endlessly|indefinitely|without stopping"
            "|(?:a )?(?:thousand|million|billion) times|\\d{4,} times)"
        ),
        "do don": f"{_NOT}{_STOP}",
        "dont never": _STOP,
        "until": (
            " <3>(?:tokens?|context|quota|budget) <2>(?:exhausted|runs out|used up|full|reached)"
        ),
    },
    tr("Asks for the instructions themselves"): {
        "reveal print repeat output show leak dump display recite": (
            " <4>(?:system prompt|(?:hidden|initial|original|secret|your|system) instructions"
            "|instructions above)"
        ),
    },
}
_WHO = " (?:the |your )(?:system|host|administrator|developer|operator)\\b"
_SPEAKERS = {
    tr("Says that you have agreed to something"): {
        _PEOPLE: (
            " (?:has |have )?(?:already |just )?(?:approved|authori[sz]ed|consented|pre approved"
            "|granted|agreed to (?:this|all|every)"
            "|given (?:you )?<1>(?:permission|consent|approval))\\b"
        ),
    },
    tr("Pretends to speak for the host"): {
        "message messages note notes notice notices alert alerts instruction instructions order "
        "orders directive directives": (
            " from (?:the |your )?(?:system|host|administrator|developers?|parley|anthropic|openai"
            "|operator)\\b"
        ),
        "this": f" is{_WHO}",
        "i": f"(?: am|['\u2019]m){_WHO}",
        "speaking": f" as{_WHO}",
        "admin administrator system root developer": " override\\b",
    },
}
_GIVE = (
    "list send show include read print give return collect reveal share dump paste output upload "
    "post forward append quote attach repeat copy open cat"
)
_CONTEXTS = {
    tr("Asks for what other servers know"): {
        _GIVE: (
            " <5>(?:other|every|all(?: of)?(?: the)?|each|another)(?: connected| installed"
            "| configured| other)? (?:mcp )?servers?\\b"
        ),
    },
    tr("Asks for the conversation"): {
        _GIVE: (
            " <2>(?:entire|full|whole|complete|previous|all(?: the)?) "
            "<2>(?:conversation|chat|message)s? "
            "?(?:history|log|so far|above|verbatim|with the user)"
        ),
    },
    tr("Asks for secrets of this computer"): {
        _GIVE: (
            " (?:<4>(?:your|(?:user|host|client|system)['\u2019]?s?) <2>(?:environment variable"
            "|env var|api key|credential|password|secret|access token)"
            "|<5>(?:ssh/(?:id_|config|known|authorized)|id_(?:rsa|ed25519)|aws/credentials"
            "|etc/(?:shadow|passwd)))"
        ),
    },
}
# What begins with no word: what is said of it; a string that every text has which has it; its
# pattern.
_MARKS = (
    (
        tr("Pretends to speak for the host"),
        "[",
        r"\[(?:system|admin|host|parley) (?:message|prompt|note|notice|override|instruction|alert)",
    ),
    (tr("Writes the marks of a chat template"), "inst]", r"\[/?inst\]"),
    (
        tr("Writes the marks of a chat template"),
        "<",
        r"<(?:\|(?:im_start|im_end|system|user|assistant|start_header_id|end_header_id|eot_id|end"
        r"|begin_of_text|endoftext|channel|message|start)\|>|</?sys>>"
        r"|/?(?:system|system_prompt|system-reminder)>|(?:start|end)_of_turn>)",
    ),
    (
        tr("Pretends to be the system"),
        "system",
        r"(?m:^)[ \t>#*_]{0,8}+system(?: prompt| message| note| notice| instruction)?[*_]{0,2}:"
        r"[*_]{0,2}\s{1,4}+(?:[^\W\d_]{1,20}+[^\w\n]{1,3}+){3}[^\W\d_]{1,20}+",
    ),
)
_LONGEST_WORD = 20
"""More characters than a wording's first word has, with its neighbours."""
_BREAK = r"\W{1,4}+"
_WORD = rf"(?:[\w'\u2019]{{1,30}}+{_BREAK}){{0,%s}}?"


class _Wording(NamedTuple):
    rule: Rule
    says: str
    rest: str
    """How it goes on after the word with which it begins."""


class _Found(NamedTuple):
    rule: Rule
    says: str
    start: int
    end: int


def worded(text: Text) -> Iterator[Span]:
    """Yields what is worded like a known attack, whatever letters it is disguised in."""
    for rule, says, first, last in chain(_begun(text.lower), _marked(text.lower)):
        start, end = text.bounds(first, last)
        yield Span(rule, start, end, f"{says}: {quoted(text.raw[start:end])}.")


def _begun(text: str) -> Iterator[_Found]:
    wordings, ends = _wordings(), dict[str, int]()
    # A blank before and after, so that each word has a neighbour, as the pattern demands.
    for match in matches(_beginnings(), f" {text} ", _LONGEST_WORD):
        start, word = match.start(), match[1]
        for rule, says, rest in wordings[word]:
            found = _pattern(rest).match(text, start + len(word))
            if found and start >= ends.get(says, 0):
                ends[says] = found.end()
                yield _Found(rule, says, start, found.end())


def _marked(text: str) -> Iterator[_Found]:
    for says, sign, notation in _MARKS:
        if sign in text:
            for match in re.finditer(notation, text):
                yield _Found(Rule.SPEAKER, says, *match.span())


@cache
def _wordings() -> dict[str, list[_Wording]]:
    """Returns every wording by the words with which it begins."""
    found = defaultdict[str, list[_Wording]](list)
    tables = ((Rule.INSTRUCTION, _ORDERS), (Rule.SPEAKER, _SPEAKERS), (Rule.CONTEXT, _CONTEXTS))
    for rule, table in tables:
        for says, notations in table.items():
            for words, rest in notations.items():
                for word in words.translate(LOOK_ALIKES).split():
                    found[word].append(_Wording(rule, says, rest))
    return dict(found)


@cache
def _beginnings() -> re.Pattern[str]:
    """Returns what finds the words, whole ones, with which wordings begin."""
    # Grouped by their first letters, and found by what is before them: `re` then takes a third
    # of the time that a mere list of alternatives takes.
    words = groupby(sorted(_wordings()), itemgetter(0))
    groups = (f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in words)
    return re.compile(f"[^a-z](?=({'|'.join(groups)})[^a-z])")


@cache
def _pattern(notation: str) -> re.Pattern[str]:
    """Returns a notation as a pattern that reads each place but a bounded number of times."""
    words = re.sub(r"<(\d)>", lambda many: _WORD % many[1], notation)
    return re.compile(re.sub(r"(?<![\[\\]) (?!\?)", lambda _: _BREAK, words).translate(LOOK_ALIKES))
