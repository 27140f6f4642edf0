"""Wordings of attacks: orders to the host, false speakers, and requests for others' context."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from desktop.gateway.screening.finding import Rule, Span, quoted
from desktop.gateway.screening.reading import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.gateway.screening.reading import Text

# Each wording: what is said of it; words of which every text that has it has one, looked for
# first because that is quick; and its notation, in which a blank is whatever parts two words, and
# `<3>` up to three words more.
# Sources: ATR-2026-01930 and SAF-T1112 (agentthreatrule.org, saf-mcp); Unit 42, "New Prompt
# Injection Attack Vectors Through MCP Sampling"; OWASP LLM01:2025.
_RULES = (
    "(?:instruction|prompt|rule|guideline|directive|direction|restriction|safeguard|polic"
    "|constraint|command)\\w{0,9}+"
)
_PERSON = "(?:the )?(?:user|human|person|operator|owner|reader)"
_ORDERS = (
    (
        "Asks to set instructions aside",
        "ignor disregard forget override bypass neglect игнорируй 忽略 无视 無視 تجاهل",
        "(?:ignore|disregard|forget|override|bypass|neglect) (?:<2>(?:previous|prior|above|earlier"
        f"|preceding|foregoing|your|system|safety|all|any|these|those) <3>{_RULES}"
        "|(?:everything|anything|all)(?: that)? <3>(?:above|before|previously|prior|earlier)\\b)"
        "|ignor(?:iere?|a|ez|e|ar) <1>(?:alle|vorherigen|bisherigen|todas|las|les|toutes|le|tutte) "
        "<3>(?:anweisung|instruccion|instruction|istruzion|consigne)"
        "|игнорируй(?:те)? <3>(?:инструкци|указани)"
        "|(?:忽略|无视|無視して)[^。.\\n]{0,12}(?:指令|指示|提示|规则)"
        "|(?:以前|上記|これまで)の(?:すべての)?(?:指示|命令)を無視"
        "|تجاهل <2>(?:التعليمات|الأوامر)",
    ),
    (
        "Asks to keep something from you",
        "user human person operator owner reader",
        "(?:do not|don['\u2019]?t|never|without) (?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?"
        "|reveal(?:ing)?|show(?:ing)?|notify(?:ing)?|alert(?:ing)?|warn(?:ing)?|let(?:ting)?"
        f"|disclos(?:e|ing)) <3>{_PERSON}\\b"
        f"|(?:hide|hidden|conceal|keep) <4>from {_PERSON}\\b"
        f"|without {_PERSON}['\u2019]?s? (?:knowledge|knowing|noticing|consent"
        "|permission|approval)"
        f"|{_PERSON} (?:must|should|need|may|will) (?:not|never) (?:know|see|notice"
        "|learn|find out)",
    ),
    (
        "Asks for your approval",
        "allow approve authori need necessary request",
        "(?:press|click|choose|select|hit) (?:on |the )?(?:always )?(?:allow|approve)\\b"
        "|(?:approve|allow|authori[sz]e) (?:this|the|every|all|any|each) <2>(?:sampling|completion"
        "|prompt|tool call|dialog)\\b"
        "|(?:approve|allow|authori[sz]e) (?:this|every|all|any|each|my) "
        "(?:future |such )?requests?\\b"
        "|(?:no need|don['\u2019]?t need|not necessary|need not) (?:to )?(?:review|read|check"
        "|inspect)"
        "|this request (?:is|has been) (?:already )?(?:safe|pre approved|approved|verified"
        "|reviewed|trusted|harmless)",
    ),
    (
        "Gives the model another role",
        "now mode unrestricted unfiltered evil dan pretend respond behave act bist",
        "you are now (?:dan\\b|unrestricted|unfiltered|jailbroken|no longer|free (?:of|from)"
        "|in <2>mode\\b|the (?:system|user|host|administrator|developer)"
        "|an? <3>(?:ai|assistant|model|bot|agent|terminal|shell|hacker)\\b)"
        "|(?:enter|enable|activate|switch to) <1>(?:developer|debug|god|admin|dan|jailbreak) mode"
        "|(?:act|behave|pretend|respond) as (?:if <3>no |dan\\b"
        "|an? (?:unrestricted|unfiltered|evil))"
        "|pretend (?:that )?(?:you|there) (?:have|are) no <2>(?:rule|restriction|limit|filter)"
        "|du bist (?:jetzt|ab sofort|nun) (?:ein|der|die|kein)\\w* <2>(?:assistent|modell"
        "|ki\\b|bot)",
    ),
    (
        "Wants to change later answers too",
        "future subsequent later following now remainder rest your instruction",
        "in (?:all|every|each|any) (?:of your )?(?:future|subsequent|later|following) "
        "(?:response|repl|answer|message|turn|conversation|interaction)"
        "|from now on (?:you (?:must|are to|shall|will (?:always|only|never|obey|act|answer"
        "|respond))"
        "|always|never|respond|answer|act|ignore|obey)"
        "|for the (?:rest|remainder) of (?:this|the|our) (?:conversation|session|chat) "
        "(?:you|always|never|act|answer|respond|speak)"
        "|your (?:new|real|actual|true|only) (?:task|goal|objective|purpose|instructions?|role) "
        "(?:is|are)\\b"
        "|new (?:system )?instructions? ?:",
    ),
    (
        "Asks for a tool behind your back",
        "silently secretly quietly covertly stealthily tool without exfiltrate smuggle",
        "(?:silently|secretly|quietly|covertly|stealthily) (?:call|invoke|run|execute|use|open|read"
        "|write|send|post|upload|add|append|include|forward)"
        "|(?:also|then|first|must|next) (?:call|invoke) <3>tool\\b"
        "|(?:call|invoke|run|execute|use) <4>without (?:asking|confirmation|permission|approval)\\b"
        "|(?:exfiltrate|smuggle) <3>(?:data|file|key|secret|token|content|history|conversation)",
    ),
    (
        "Asks for more than its task",
        "also additionally secretly silently forever endlessly indefinitely times stop "
        "token context quota budget",
        "(?:after|once|when) <2>(?:finish|complet|done|end)\\w* <4>(?:also|additionally|secretly"
        "|silently) (?:write|generate|produce|compute|solve|create|translate|summari[sz]e|answer)"
        "|(?:repeat|write|print|generate|continue|output|keep) <5>(?:forever|endlessly|indefinitely"
        "|without stopping|(?:a )?(?:thousand|million|billion) times|\\d{4,} times)"
        "|(?:never|do not|don['\u2019]?t) stop (?:writing|generating|printing|repeating|until)"
        "|until <3>(?:tokens?|context|quota|budget) <2>(?:exhausted|runs out|used up|full|reached)",
    ),
    (
        "Asks for the instructions themselves",
        "prompt instructions",
        "(?:reveal|print|repeat|output|show|leak|dump|display|recite) <4>(?:system prompt"
        "|(?:hidden|initial|original|secret|your|system) instructions|instructions above)",
    ),
)
_SPEAKERS = (
    (
        "Says that you have agreed to something",
        "approv authori consent granted agreed permission",
        f"{_PERSON} (?:has |have )?(?:already |just )?(?:approved|authori[sz]ed|consented"
        "|pre approved|granted|agreed to (?:this|all|every)|given (?:you )?<1>(?:permission|consent"
        "|approval))\\b",
    ),
    (
        "Pretends to speak for the host",
        "system host admin develop root parley anthropic openai operator",
        "(?:message|note|notice|alert|instruction|order|directive)s? from (?:the |your )?(?:system"
        "|host|administrator|developers?|parley|anthropic|openai|operator)\\b"
        "|(?:this is|i am|i['\u2019]m|speaking as) (?:the |your )(?:system|host|administrator"
        "|developer|operator)\\b"
        "|(?:admin|administrator|system|root|developer) override\\b"
        "|\\[(?:system|admin|host|parley) (?:message|prompt|note|notice|override|instruction"
        "|alert)",
    ),
    (
        "Writes the marks of a chat template",
        "<| inst] sys system> _prompt> -reminder> _of_turn>",
        "<\\|(?:im_start|im_end|system|user|assistant|start_header_id|end_header_id|eot_id|end"
        "|begin_of_text|endoftext|channel|message|start)\\|>|\\[/?inst\\]|<</?sys>>"
        "|</?(?:system|system_prompt|system-reminder)>|<(?:start|end)_of_turn>",
    ),
    (
        "Pretends to be the system",
        "system",
        "(?m:^)[ \\t>#*_]{0,8}+system(?: prompt| message| note| notice| instruction)?[*_]{0,2}:"
        "[*_]{0,2}\\s{1,4}+(?:[^\\W\\d_]{1,20}+[^\\w\\n]{1,3}+){3}[^\\W\\d_]",
    ),
)
_GIVE = (
    "(?:list|send|show|include|read|print|give|return|collect|reveal|share|dump|paste|output"
    "|upload|post|forward|append|quote|attach|repeat|copy|open|cat)"
)
_CONTEXTS = (
    (
        "Asks for what other servers know",
        "server",
        f"{_GIVE} <5>(?:other|every|all(?: of)?(?: the)?|each|another)(?: connected| installed"
        "| configured| other)? (?:mcp )?servers?\\b",
    ),
    (
        "Asks for the conversation",
        "conversation chat message",
        f"{_GIVE} <2>(?:entire|full|whole|complete|previous|all(?: the)?) <2>(?:conversation|chat"
        "|message)s? ?(?:history|log|so far|above|verbatim|with the user)",
    ),
    (
        "Asks for secrets of this computer",
        "env credential key password secret token ssh/ id_ etc/",
        f"{_GIVE} <4>(?:your|(?:user|host|client|system)['\u2019]?s?) <2>(?:environment variable"
        "|env var|api key|credential|password|secret|access token)"
        f"|{_GIVE} <5>(?:ssh/(?:id_|config|known|authorized)|id_(?:rsa|ed25519)|aws/credentials"
        "|etc/(?:shadow|passwd))",
    ),
)
_BREAK = r"\W{1,4}+"
_WORD = rf"(?:[\w'\u2019]{{1,30}}+{_BREAK}){{0,%s}}?"
_TABLE = tuple(
    (rule, says, tuple(signs.translate(LOOK_ALIKES).split()), notation)
    for rule, wordings in (
        (Rule.INSTRUCTION, _ORDERS),
        (Rule.SPEAKER, _SPEAKERS),
        (Rule.CONTEXT, _CONTEXTS),
    )
    for says, signs, notation in wordings
)


def worded(text: Text) -> Iterator[Span]:
    """Yields what is worded like a known attack, whatever letters it is disguised in."""
    lower = text.lower
    for rule, says, signs, notation in _TABLE:
        if not any(map(lower.__contains__, signs)):
            continue
        for match in _pattern(notation).finditer(lower):
            start, end = text.bounds(*match.span())
            yield Span(rule, start, end, f"{says}: {quoted(text.raw[start:end])}.")


@cache
def _pattern(notation: str) -> re.Pattern[str]:
    """Returns a notation as a pattern that reads each place but a bounded number of times."""
    words = re.sub(r"<(\d)>", lambda many: _WORD % many[1], notation)
    return re.compile(re.sub(r"(?<![\[\\]) (?!\?)", lambda _: _BREAK, words).translate(LOOK_ALIKES))
