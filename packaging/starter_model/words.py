"""The words of the training texts, real and made up, and which of them training never sees."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = _words(
    """
    Ada Adam Agnes Alan Alma Amir Anna Anton Arno Asha Aziz Bella Ben Berta Bruno Carla Cora Dan
    Daria Dario David Dora Edgar Elias Elif Elsa Emil Emma Erik Esra Eva Felix Fiona Finn Frank
    Gina Goran Grace Greta Hamid Hanna Hassan Helen Henry Hugo Ida Igor Ines Irene Iris Ivan Jack
    Jana Jasper Joan Jonas Jose Judith Julia Kai Karl Kenji Kira Lara Lars Laura Leila Leo Liam
    Lily Linda Louis Lucia Luis Lukas Mara Marco Maria Martin Mei Mila Mira Mona Nadia Nils Nina
    Noah Nora Olga Oscar Pablo Paul Petra Pia Quinn Rafael Ravi Rita Robert Rosa Ruth Sam Sara
    Simon Sofia Sven Tara Theo Tilda Tom Ugo Umar Vera Victor Viola Wanda Will Xena Yara Yuri Zoe
    """
)
CITIES = _words(
    """
    Accra Ankara Athens Austin Baku Bergen Berlin Bern Bilbao Bogota Bonn Boston Brno Cairo Cork
    Cusco Dakar Delhi Denver Dublin Faro Galway Geneva Genoa Ghent Graz Hamburg Hanoi Havana
    Helsinki Kyiv Kyoto Lagos Leeds Lille Lima Linz Lisbon London Lyon Madrid Malaga Manila Milan
    Minsk Munich Nairobi Nantes Naples Narvik Nice Osaka Oslo Oxford Paris Perth Porto Prague Quito
    Riga Rome Salem Seoul Seville Sofia Split Tallinn Tampere Tbilisi Tokyo Toledo Toronto Trieste
    Tunis Turin Turku Utrecht Vienna Vilnius Warsaw York Zagreb Zurich
    """
)
SITES = _words(
    """
    airport archive bakery bank bookshop cafe castle cathedral chapel cinema clinic college factory
    farm ferry gallery garage garden harbour hospital hotel kitchen laboratory library lighthouse
    market mill mine monastery museum observatory office park pharmacy pier port quarry school
    shipyard shop square stadium station studio temple theatre tower university
    valley village vineyard warehouse workshop zoo
    """
)
THINGS = _words(
    """
    album antenna article bag balcony barn battery bell bench bicycle boat boiler book bottle box
    bridge budget bus camera canoe car carpet cart chair clock coat computer contract crane curtain
    database desk dome door dress drum engine fence film flag flute fountain gate generator guitar
    hat heater kettle kite ladder lamp lantern letter lock machine manual map mask mirror model
    motor mural network novel oven painting parcel piano pipe plan poster printer program pump radio
    raft recipe report robot roof rope sail schedule sculpture server shed ship sign sofa song
    spreadsheet stage statue stove table telescope tent ticket train tractor trophy truck tunnel
    turbine umbrella vase violin wagon wall website wheel window
    """
)
ALL = (*NAMES, *CITIES, *SITES, *THINGS)
_REAL = {word.capitalize() for word in ALL}
ADJECTIVES = _words(
    "old new small big red blue green white black wooden heavy light rusty famous "
    "forgotten golden empty first second last tall round silver stone"
)
VERBS = {
    "repaired": "repair", "opened": "open", "reviewed": "review", "designed": "design",
    "sold": "sell", "bought": "buy", "tested": "test", "painted": "paint", "cleaned": "clean",
    "moved": "move", "replaced": "replace", "finished": "finish", "presented": "present",
    "shipped": "ship", "measured": "measure", "inspected": "inspect", "upgraded": "upgrade",
    "closed": "close", "borrowed": "borrow", "built": "build", "found": "find", "lost": "lose",
    "made": "make", "brought": "bring", "sent": "send", "hid": "hide", "won": "win",
    "fixed": "fix", "restored": "restore", "photographed": "photograph", "ordered": "order",
    "delivered": "deliver", "returned": "return", "rebuilt": "rebuild", "decorated": "decorate",
    "examined": "examine", "checked": "check", "polished": "polish", "stored": "store",
    "discovered": "discover", "described": "describe", "collected": "collect", "washed": "wash",
    "carried": "carry", "planned": "plan", "studied": "study", "unpacked": "unpack",
}  # fmt: skip
"""What somebody did to a thing: the past form, which is the participle too, and the base form."""
GOOD = _words(
    """
    excellent wonderful fast reliable delightful brilliant friendly smooth perfect great beautiful
    superb pleasant impressive charming comfortable elegant fantastic amazing lovely helpful
    outstanding splendid clever safe tidy inspiring successful generous marvellous good solid
    """
)
BAD = _words(
    """
    terrible slow broken awful noisy confusing late useless poor disappointing ugly dirty
    dangerous rude boring horrible unpleasant weak faulty annoying dull careless expensive painful
    dreadful bad clumsy messy shabby unsafe hopeless cold
    """
)
DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words(
    "January February March April May June July August September October November December"
)
TIMES = (
    tuple(f"{which} {day}" for which in ("on", "last", "next") for day in DAYS),
    tuple(
        f"{which} {time}"
        for which in ("last", "this", "next")
        for time in _words("week month year summer winter spring autumn weekend")
    ),
    tuple(f"in {month}" for month in MONTHS),
    tuple(f"at {hour}" for hour in _words("one two three four five six seven eight nine ten")),
    tuple(
        f"{when} {moment}"
        for when in ("at", "before", "after", "around")
        for moment in _words("noon sunrise sunset midnight lunch dinner dawn breakfast")
    ),
    (
        *(f"{day} {part}" for day in ("yesterday", "tomorrow")
          for part in ("morning", "afternoon", "evening")),
        "yesterday", "today", "tomorrow", "tonight", "this morning", "this afternoon",
        "early in the morning", "late in the evening",
    ),
)  # fmt: skip
"""When something happens, by kind: words that must be known, such as those of the days."""
NUMBERED_TIMES = (
    tuple(f"in {year}" for year in range(1950, 2050)),
    tuple(f"on {day} {month}" for day in range(1, 29) for month in MONTHS),
    tuple(f"at {hour}:{minute}" for hour in range(6, 23) for minute in ("00", "15", "30", "45")),
)
"""When something happens, by kind: numbers, some of which training never sees."""
DATES = tuple(f"{day} {month}" for day in range(1, 29) for month in MONTHS)
CAUSES = tuple(
    f"{article} {noun}".strip()
    for article, nouns in (
        ("the", "storm fire flood strike snow heat holiday festival accident blackout wedding"),
        ("a", "strike leak fire flood fault visitor parade mistake storm dispute"),
        ("heavy", "rain snow traffic wind fog smoke losses"),
        ("", "repairs rain fog illness debts ice visitors noise"),
    )
    for noun in nouns.split()
)
ONSETS = (*"bcdfghjklmnprstvwyz", "br", "ch", "dr", "fl", "gr", "kl", "kr", "pl", "qu", "sh", "sk")
VOWELS = (*"aaaeeeiiiooouuy", "ai", "ea", "ee", "ia", "io", "oa", "oo", "ou")
ENDINGS = ("", "", "", "", "n", "l", "r", "s", "m", "k", "t", "x", "nd", "rt", "st", "sh", "ck")


def held_out(text: str) -> bool:
    """Returns whether training never sees this word or phrasing: one of five, by its checksum."""
    return crc32(text.encode()) % 5 == 0


@cache
def _part(options: tuple[str, ...], *, for_evaluation: bool) -> tuple[str, ...]:
    part = tuple(option for option in options if held_out(option) is for_evaluation)
    if not part:
        raise ValueError(f"no option is left for this side of the split: {options}")
    return part


def phrasings(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Returns every combination of one option of each part, joined as they are."""
    return tuple("".join(combination) for combination in product(*parts))


class Choice:
    """Random choices on one side of the split; what was chosen by the split is remembered."""

    def __init__(self, random: Random, *, for_evaluation: bool) -> None:
        self.random = random
        self._for_evaluation = for_evaluation
        self.chosen: list[str] = []

    def chance(self, share: float) -> bool:
        """Returns true in this share of the cases."""
        return self.random.random() < share

    def any(self, options: tuple[str, ...]) -> str:
        """Returns one of all options: a word that must be known, such as an adjective."""
        return self.random.choice(options)

    def split(self, options: tuple[str, ...]) -> str:
        """Returns one of the options on this side of the split."""
        option = self.random.choice(_part(options, for_evaluation=self._for_evaluation))
        self.chosen.append(option)
        return option

    def made_up(self) -> str:
        """Returns a word that exists nowhere, on this side of the split."""
        while True:
            word = self._blend() if self.chance(0.5) else self._syllables()
            if 3 <= len(word) <= 12 and self._is_new(word):
                self.chosen.append(word)
                return word

    def _is_new(self, word: str) -> bool:
        return held_out(word) is self._for_evaluation and word.capitalize() not in _REAL

    def _syllables(self) -> str:
        first = "".join(self._syllable() for _ in range(self.random.choice((1, 1, 1, 2))))
        word = first + self._syllable() + self.any(ENDINGS)
        return word.lstrip("bcdfghjklmnpqrstvwxz") if self.chance(0.2) else word

    def _blend(self) -> str:
        """Returns the beginning of one real word and the end of another, in small letters."""
        first, second = (
            self.random.choice(_part(ALL, for_evaluation=self._for_evaluation)) for _ in range(2)
        )
        start = self.random.randint(1, len(first) - 1)
        return (first[:start] + second[self.random.randint(1, len(second) - 1) :]).lower()

    def _syllable(self) -> str:
        middle = self.random.choice("nlrsm") if self.chance(0.15) else ""
        return self.any(ONSETS) + self.any(VOWELS) + middle

    def name(self) -> str:
        """Returns a person's first name, three in ten with a surname."""
        first = self.split(NAMES) if self.chance(0.4) else self.made_up().capitalize()
        return f"{first} {self.made_up().capitalize()}" if self.chance(0.3) else first

    def city(self) -> str:
        """Returns a city's name."""
        return self.split(CITIES) if self.chance(0.4) else self.made_up().capitalize()

    def thing(self) -> str:
        """Returns a thing's name without its article."""
        thing = self.split(THINGS) if self.chance(0.5) else self.made_up()
        return f"{self.any(ADJECTIVES)} {thing}" if self.chance(0.25) else thing

    def place(self) -> str:
        """Returns where something happens, with its preposition."""
        if self.chance(0.6):
            return f"in {self.city()}"
        site = self.split(SITES) if self.chance(0.7) else self.made_up()
        return f"{self.any(('at', 'near', 'behind', 'inside'))} the {site}"

    def when(self) -> str:
        """Returns when something happens, with its preposition."""
        if self.chance(0.4):
            return self.split(self.random.choice(NUMBERED_TIMES))
        return self.any(self.random.choice(TIMES))

    def date(self) -> str:
        """Returns a day without its preposition."""
        return self.any(DAYS) if self.chance(0.5) else self.split(DATES)
