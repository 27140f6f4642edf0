"""The window's language, set before other rooms are imported: some of their words are made then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.language import best_language, english, speak
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QCoreApplication

    from desktop.storage.places import Places

TRANSLATIONS = RESOURCES / "translations"


def speak_as_wished(places: Places) -> None:
    """Sets the language of all texts, and how numbers and dates are written in it."""
    language = best_language(_wish(places.settings_file), QLocale.system().uiLanguages())
    system = QLocale.system()
    of_system = system.name().partition("_")[0] == language
    QLocale.setDefault(system if of_system else QLocale(language))
    if language != "en":
        _speak(language)


def translate_qt(application: QCoreApplication) -> None:
    """Has Qt's own words, such as those of its file dialogs, in the language that was set."""
    if QLocale().name().startswith("en"):
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(), "qtbase", "_", folder):
        application.installTranslator(translator)


def _speak(language: str) -> None:
    translator = QTranslator()
    if not translator.load(str(TRANSLATIONS / f"parley_{language}.qm")):
        return

    def translate(text: str, comment: str, n: int) -> str:
        found: str | None = translator.translate("", text, comment or None, n)
        return found or english(text, comment, n)

    speak(translate, QLocale().groupSeparator(), QLocale().decimalPoint())


def _wish(file: Path) -> str:
    """Returns what settings.toml says of the language; what is wrong in it is told later."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return "system"
    import tomllib  # noqa: PLC0415  # most have no such file, and the first window is waited for

    try:
        return str(tomllib.loads(text)["appearance"]["language"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return "system"
