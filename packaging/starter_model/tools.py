"""Tools that are offered, requests that need one of them, and the call that is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starter_model.words import phrasings

if TYPE_CHECKING:
    from starter_model.words import Choice

NONE_FITS = "None of these tools fits."

_POLITE = (
    "", "", "Please ", "Can you ", "Could you ", "I want you to ", "Would you ", "Quickly ",
    "Now ", "Could you please ", "Hello, ", "Next, ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing to do, the names that it goes by, and how people ask for it."""

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    arguments: tuple[tuple[str, tuple[str, ...]], ...]
    """For each argument what kind of words it takes, and the names that it goes by."""
    requests: tuple[str, ...]


_CITY = ("city", ("city", "place", "location", "town"))
_DAY = ("day", ("day", "date", "when"))
_NAME = ("name", ("to", "person", "name", "recipient"))
_THING = ("thing", ("item", "product", "name", "what"))
_QUERY = ("thing", ("query", "text", "keyword", "term"))
TOOLS = (
    Tool(
        ("get_weather", "weather", "forecast"),
        ("Get the weather for a city", "Tells the weather at a place", "Weather forecast"),
        (_CITY,),
        ("tell me the weather in {0}.", "check the weather for {0}.", "look if it rains in {0}.",
         "say how warm it is in {0}.", "what is the weather in {0}?", "get a forecast for {0}."),
    ),
    Tool(
        ("search_files", "find_file", "file_search"),
        ("Search files by keyword", "Finds files that contain a word", "Look for files"),
        (_QUERY,),
        ("find files about the {0}.", "search for the {0} file.", "where is the {0} file?",
         "look for files that mention the {0}.", "find my file on the {0}."),
    ),
    Tool(
        ("send_message", "message", "write_to"),
        ("Send a message to a person", "Writes somebody a message", "Send a short message"),
        (_NAME,),
        ("send a message to {0}.", "write {0} a message.", "message {0}.", "let {0} know.",
         "drop {0} a message."),
    ),
    Tool(
        ("order_item", "buy", "place_order"),
        ("Order an item from the shop", "Buys something", "Order a product"),
        (_THING,),
        ("order a {0}.", "buy me a {0}.", "purchase one {0}.", "get a {0} from the shop.",
         "I need to buy a {0}."),
    ),
    Tool(
        ("book_room", "reserve_room", "room_booking"),
        ("Book a room in a city for a day", "Reserves a hotel room", "Book a hotel room"),
        (_CITY, _DAY),
        ("book a room in {0} for {1}.", "reserve a room for {1} in {0}.",
         "find me a hotel room in {0} on {1}.", "get a room in {0}, {1} please."),
    ),
    Tool(
        ("call_person", "phone", "dial"),
        ("Call a person by phone", "Phones somebody", "Start a phone call"),
        (_NAME,),
        ("call {0}.", "phone {0}.", "ring {0}.", "give {0} a call.", "start a call with {0}."),
    ),
    Tool(
        ("send_item", "ship_item", "parcel"),
        ("Send an item to a person", "Ships a parcel to somebody", "Send something by post"),
        (_THING, _NAME),
        ("send the {0} to {1}.", "post the {0} to {1}.", "ship the {0} to {1}.",
         "mail {1} the {0}."),
    ),
    Tool(
        ("get_price", "price_of", "price_check"),
        ("Get the price of an item", "Tells what something costs", "Look up a price"),
        (_THING,),
        ("how much is a {0}?", "what does a {0} cost?", "find the price of a {0}.",
         "tell me the price of the {0}."),
    ),
    Tool(
        ("train_times", "next_train", "timetable"),
        ("Train times to a city", "Shows when trains leave for a city", "Find a train"),
        (_CITY,),
        ("when is the next train to {0}?", "find a train to {0}.", "show trains to {0}.",
         "look up the timetable to {0}."),
    ),
    Tool(
        ("add_reminder", "remind", "reminder"),
        ("Add a reminder for a day", "Reminds of a thing on a day", "Set a reminder"),
        (_THING, _DAY),
        ("remind me of the {0} on {1}.", "set a reminder for {1} about the {0}.",
         "on {1}, remind me of the {0}."),
    ),
    Tool(
        ("delete_file", "remove_file", "erase"),
        ("Delete a file", "Removes a file for good", "Erase a file"),
        (_QUERY,),
        ("delete the {0} file.", "remove the file {0}.", "erase the file named {0}.",
         "throw away the {0} file."),
    ),
    Tool(
        ("play_song", "play_music", "music"),
        ("Play a song", "Plays music by name", "Start some music"),
        (("thing", ("title", "song", "name", "track")),),
        ("play the song {0}.", "play {0}.", "put on the song {0}.", "start the music {0}."),
    ),
    Tool(
        ("turn_on", "switch_on", "power_on"),
        ("Turn a device on", "Switches a device on", "Start a device"),
        (("thing", ("device", "name", "appliance")),),
        ("turn on the {0}.", "switch the {0} on.", "turn the {0} on.", "power on the {0}."),
    ),
    Tool(
        ("turn_off", "switch_off", "power_off"),
        ("Turn a device off", "Switches a device off", "Stop a device"),
        (("thing", ("device", "name", "appliance")),),
        ("turn off the {0}.", "switch the {0} off.", "turn the {0} off.", "power off the {0}."),
    ),
    Tool(
        ("invite", "add_guest", "send_invitation"),
        ("Invite a person for a day", "Invites somebody to a meeting", "Send an invitation"),
        (_NAME, _DAY),
        ("invite {0} for {1}.", "ask {0} to come on {1}.", "send {0} an invitation for {1}."),
    ),
    Tool(
        ("show_map", "map", "open_map"),
        ("Show a map of a city", "Opens the map of a place", "Map of a place"),
        (_CITY,),
        ("show me a map of {0}.", "open the map of {0}.", "where is {0}?", "find {0} on the map."),
    ),
    Tool(
        ("translate", "translate_word", "dictionary"),
        ("Translate a word", "Says a word in another language", "Look up a word's translation"),
        (("thing", ("word", "text", "term")),),
        ("translate the word {0}.", "what is {0} in another language?",
         "give the translation of {0}."),
    ),
    Tool(
        ("find_flight", "flights", "search_flights"),
        ("Find flights between two cities", "Searches flights", "Look for a flight"),
        (("city", ("from", "origin", "start")), ("city", ("to", "destination", "target"))),
        ("find a flight from {0} to {1}.", "show flights from {0} to {1}.",
         "fly me from {0} to {1}.", "I have to fly from {0} to {1}."),
    ),
    Tool(
        ("create_event", "add_event", "calendar"),
        ("Add an event to the calendar", "Puts a date into the calendar", "Plan an event"),
        (_DAY, _NAME),
        ("plan a meeting on {0} with {1}.", "put a meeting with {1} on {0} in my calendar.",
         "add {1} to my calendar for {0}."),
    ),
    Tool(
        ("local_time", "get_time", "clock"),
        ("Get the time in a city", "Tells what time it is at a place", "Local time"),
        (_CITY,),
        ("what time is it in {0}?", "tell me the time in {0}.", "how late is it in {0}?",
         "get the local time for {0}."),
    ),
)  # fmt: skip
_REQUESTS = {tool.names[0]: phrasings(_POLITE, tool.requests) for tool in TOOLS}


def offer(name: str, arguments: tuple[str, ...], description: str) -> str:
    """Returns a tool as the chat template writes it into the system prompt."""
    return f"- {name}({', '.join(arguments)}): {description}"


def tool_request(choice: Choice) -> tuple[str, str, str]:
    """Returns the offered tools as a system prompt, a request, and the right answer."""
    offered = choice.random.sample(TOOLS, choice.random.choice((1, 2, 2, 3, 3, 4, 5)))
    wanted = choice.random.choice(offered)
    names = {tool.names[0]: _name(choice, tool) for tool in offered}
    arguments = {
        tool.names[0]: tuple(choice.any(options) for _, options in tool.arguments)
        for tool in offered
    }
    values = [_value(choice, kind) for kind, _ in wanted.arguments]
    request = choice.split(_REQUESTS[wanted.names[0]]).format(*values)
    call: dict[str, object] = {
        "name": names[wanted.names[0]],
        "arguments": dict(zip(arguments[wanted.names[0]], values, strict=True)),
    }
    answer = tool_call(call)
    if len(offered) > 1 and choice.chance(0.08):
        offered.remove(wanted)
        answer = NONE_FITS
    lines = [
        offer(names[tool.names[0]], arguments[tool.names[0]], choice.any(tool.descriptions))
        for tool in offered
    ]
    return "\n".join(["Tools:", *lines]), request[:1].upper() + request[1:], answer


def tool_call(call: dict[str, object]) -> str:
    """Returns a call in the form in which the model writes it."""
    return f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>"


def _name(choice: Choice, tool: Tool) -> str:
    return (
        f"{choice.made_up()}_{choice.made_up()}" if choice.chance(0.2) else choice.any(tool.names)
    )


def _value(choice: Choice, kind: str) -> str:
    if kind == "city":
        return choice.city()
    if kind == "name":
        return choice.name()
    if kind == "day":
        return choice.date()
    return choice.thing()
