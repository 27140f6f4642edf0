"""Short texts with a known content: who did what where and when, or what a reviewer felt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starter_model.words import BAD, CAUSES, GOOD, SITES, VERBS, phrasings

if TYPE_CHECKING:
    from starter_model.words import Choice

_OPENERS = (
    "", "", "", "", "As planned, ", "In the end, ", "According to the report, ", "Finally, ",
    "As everyone knows, ", "By the way, ", "It is said that ", "We heard that ", "Good news: ",
    "After a long wait, ", "Dear all, ", "As the paper wrote, ", "To our surprise, ",
)  # fmt: skip
_DEEDS = phrasings(
    _OPENERS,
    (
        "{who} {did} {what} {where} {when}.",
        "{who} {did} {what} {when} {where}.",
        "{when}, {who} {did} {what} {where}.",
        "{where}, {who} {did} {what} {when}.",
        "{when} {where}, {who} {did} {what}.",
        "{what} was {did} by {who} {where} {when}.",
        "{what} was {did} {where} {when} by {who}.",
        "{what} was {did} {when} by {who} {where}.",
        "{when}, {what} was {did} by {who} {where}.",
        "{where}, {what} was {did} by {who} {when}.",
        "{when} {where}, {what} was {did} by {who}.",
        "it was {who} who {did} {what} {where} {when}.",
        "it was {where} that {who} {did} {what} {when}.",
        "it was {when} that {who} {did} {what} {where}.",
        "{who}, who lives nearby, {did} {what} {where} {when}.",
        "{who}, a friend of ours, {did} {what} {when} {where}.",
        "{who} was here {when} and {did} {what} {where}.",
        "{where} there was {who}, who {did} {what} {when}.",
    ),
)
_CHANGES = (
    "closed", "opened", "reopened", "stopped", "flooded", "collapsed", "broke down", "failed",
    "will close", "will open", "will stay closed", "will reopen", "will be late", "will move",
    "is closed", "is late", "is empty", "is full", "leaves late", "opens late", "was cancelled",
    "was evacuated", "was sold", "had to wait", "must wait", "cannot open", "lost its roof",
)  # fmt: skip
_NEWS = phrasings(
    _OPENERS,
    (
        "{what} {where} {did} {when} because of {why}.",
        "because of {why}, {what} {where} {did} {when}.",
        "{when}, {what} {where} {did} because of {why}.",
        "{where}, {what} {did} {when} because of {why}.",
        "{when}, because of {why}, {what} {where} {did}.",
        "{what} {did} {where} {when}, because of {why}.",
        "because of {why}, {what} {did} {when} {where}.",
        "{when} {what} {did} {where}. The reason was {why}.",
        "{what} {where} {did} {when}. The cause: {why}.",
    ),
)
_OTHERS = phrasings(
    ("", "", "Later ", "Meanwhile ", "That day ", "Soon ", "Afterwards "),
    (
        "{other} took photos.",
        "{other} helped a little.",
        "{other} watched from the window.",
        "{other} brought coffee for everyone.",
        "{other} wrote a note about it.",
        "{other} paid the bill.",
        "{other} came with two dogs.",
        "{other} told the neighbours.",
        "{other} was there too.",
        "{other} asked many questions.",
    ),
)
_FILLERS = (
    *phrasings(
        ("The meeting", "The talk", "The walk", "The visit", "Lunch", "The queue", "The concert"),
        (" lasted {n} minutes.", " took {n} minutes.", " began at {n} past ten."),
    ),
    *phrasings(
        ("There were ", "We counted ", "The list names ", "Somebody saw "),
        ("{n} people", "{n} chairs", "{n} cars", "{n} children", "{n} birds", "{n} letters"),
        (" in the room.", " outside.", " on the street.", " in all."),
    ),
    *phrasings(
        ("The street", "The sky", "The room", "The sea", "The evening", "The weather", "The town"),
        (" was quiet.", " was grey.", " was as usual.", " did not change.", " was calm."),
    ),
    *phrasings(
        ("The form has ", "The text has ", "A ticket costs ", "The bill came to ", "It weighs "),
        ("{n} pages.", "{n} euros.", "{n} lines.", "{n} kilos."),
    ),
    *phrasings(
        ("A copy", "The key", "The plan", "More about it", "The other half", "A list"),
        (" is in the drawer.", " is on the table.", " was sent by post.", " can be read online."),
    ),
    *phrasings(
        ("Nobody", "Somebody", "A child", "An old man", "The guide", "The neighbour"),
        (" asked why.", " was in a hurry.", " waited outside.", " looked at the clock."),
    ),
)
_OPINIONS = phrasings(
    ("Everyone said ", "Many think ", "I must say ", "Honestly, ", "", "", "We all felt ",
     "Still, "),
    ("it was {a}.", "the result was {a}.", "the whole thing felt {a}.", "it looked {a}.",
     "the work was {a}.", "the people were {a}.", "it was really {a}.", "all of it was {a}.",
     "it was {a} and {b}.", "the service was {a}.", "the idea was {a}."),
)  # fmt: skip
_PRAISE = phrasings(
    ("I love this {x}", "We like the {x} a lot", "The {x} works every day", "This {x} made my day",
     "I would buy the {x} again", "Thank you for the {x}", "The {x} is a joy",
     "I recommend this {x}", "My children adore the {x}", "The {x} is worth its price"),
    (".", "!", ", really.", " and so does my family.", " after {n} weeks."),
)  # fmt: skip
_BLAME = phrasings(
    ("I hate this {x}", "The {x} broke at once", "I want my money back for the {x}",
     "The {x} never worked", "This {x} ruined my day", "I would not buy the {x} again",
     "The {x} was a waste of money", "I am angry about the {x}", "Never again this {x}",
     "The {x} fell apart"),
    (".", "!", ", sadly.", " and nobody helped.", " after {n} days."),
)  # fmt: skip
_PLAIN = phrasings(
    ("I have this {x}", "The {x} arrived", "We use the {x}", "The {x} stands in the hall",
     "My sister has a {x} too", "The {x} is made of steel", "There is a {x} in the box",
     "The {x} comes in two sizes", "I got the {x}", "This {x} has {n} parts"),
    (".", " since last week.", ", as agreed.", " with a manual.", " and a bag."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """A text and what it says; an empty string where it says nothing about that."""

    text: str
    sentiment: str
    who: str = ""
    did: str = ""
    what: str = ""
    """The thing, with its article."""
    where: str = ""
    when: str = ""
    why: str = ""
    others: tuple[str, ...] = ()
    """People who are mentioned besides."""

    @property
    def summary(self) -> str:
        """What the text says, in one sentence."""
        if self.why:
            return sentence(f"{self.what} {self.did} because of {self.why}.")
        return sentence(f"{self.who} {self.did} {self.what} {self.where}.")


def sentence(text: str) -> str:
    """Returns a text with single spaces, none before a comma or full stop, and a capital."""
    text = " ".join(text.split()).replace(" .", ".").replace(" ,", ",")
    return text[:1].upper() + text[1:]


def story(choice: Choice, *, sentences: int | None = None) -> Story:
    """Returns a story about a deed or a change, among sentences that do not matter."""
    return _deed(choice, sentences) if choice.chance(0.75) else _news(choice, sentences)


def _deed(choice: Choice, sentences: int | None) -> Story:
    who, did = choice.name(), choice.any(tuple(VERBS))
    what = f"the {choice.thing()}"
    where = choice.place() if choice.chance(0.85) else ""
    when = choice.when() if choice.chance(0.85) else ""
    others = tuple(choice.name() for _ in range(choice.random.choice((0, 0, 0, 1, 1, 2))))
    main = choice.split(_DEEDS).format(who=who, did=did, what=what, where=where, when=when)
    text, sentiment = _surrounded(choice, main, others, sentences)
    return Story(text, sentiment, who, did, what, where, when, others=others)


def _news(choice: Choice, sentences: int | None) -> Story:
    site = choice.split(SITES) if choice.chance(0.5) else choice.thing()
    what, did = f"the {site}", choice.any(_CHANGES)
    where = choice.place() if choice.chance(0.8) else ""
    when = choice.when() if choice.chance(0.8) else ""
    why = choice.any(CAUSES) if choice.chance(0.6) else f"the {choice.thing()}"
    main = choice.split(_NEWS).format(what=what, did=did, where=where, when=when, why=why)
    text, sentiment = _surrounded(choice, main, (), sentences)
    return Story(text, sentiment, "", did, what, where, when, why)


def _surrounded(
    choice: Choice, main: str, others: tuple[str, ...], sentences: int | None
) -> tuple[str, str]:
    """Returns the main sentence among others, and the sentiment of those."""
    sentiment = choice.any(("positive", "negative", "neutral", "neutral"))
    more = [choice.split(_OTHERS).format(other=other) for other in others]
    if sentiment != "neutral":
        more += [_opinion(choice, sentiment) for _ in range(choice.random.choice((1, 1, 2)))]
    fillers = choice.random.choice((0, 1, 1, 2, 2, 3, 4)) if sentences is None else sentences
    more += [_filler(choice) for _ in range(fillers)]
    if fillers:
        choice.random.shuffle(more)
    # Most texts begin with what matters.
    at = 0 if choice.chance(0.7) else choice.random.randint(0, len(more))
    more.insert(at, main)
    text = " ".join(sentence(one) for one in more)
    return text, sentiment


def _opinion(choice: Choice, sentiment: str) -> str:
    words = GOOD if sentiment == "positive" else BAD
    return choice.split(_OPINIONS).format(a=choice.any(words), b=choice.any(words))


def _filler(choice: Choice) -> str:
    return choice.split(_FILLERS).format(n=choice.random.randint(2, 99))


def review(choice: Choice) -> Story:
    """Returns what somebody wrote about a thing that they bought."""
    sentiment = choice.any(("positive", "negative", "neutral"))
    x = choice.thing()
    kinds = {"positive": _PRAISE, "negative": _BLAME, "neutral": _PLAIN}
    lines = [
        choice.split(kinds[sentiment]).format(x=x, n=choice.random.randint(2, 30))
        for _ in range(choice.random.choice((1, 1, 2)))
    ]
    if sentiment != "neutral":
        adjective = choice.any(GOOD if sentiment == "positive" else BAD)
        part = choice.any(("colour", "price", "sound", "quality", "size", "service", "manual"))
        lines += [f"the {x} is {adjective}."] if choice.chance(0.4) else []
        lines += [f"the {part} is {adjective}."] if choice.chance(0.4) else []
    if choice.chance(0.5):
        lines.append(choice.split(_PLAIN).format(x=x, n=choice.random.randint(2, 30)))
    choice.random.shuffle(lines)
    return Story(" ".join(sentence(line) for line in lines), sentiment, what=f"the {x}")
