"""How the window looks, as it is set: colours, the size of text, and whether things move.

All of it holds at once. Lengths in windows that are open were counted in em when these were made,
so they are counted anew here; what is made later counts them itself.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette

from desktop.ui.rescaling import rescale

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.storage.settings import Appearance

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_OUTLINED = "windows"
"""A style that draws every edge in a colour of the palette; Fusion's are lost on black."""
_DARK, _DARKER = 50, 35
"""How light the grounds of dark colours are, of 255: of a window, and of what is read in it."""


class Look(QObject):
    """The look of one application; until it is told otherwise, that is the system's."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._font = QFont(application.font())
        self._flash = application.cursorFlashTime()
        self._effects = {one: application.isEffectEnabled(one) for one in _EFFECTS}
        self._theme, self._percent = "system", 100
        self._style = application.style().objectName()
        hints = application.styleHints()  # Held: what it gives goes with it.
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._colour())
        if self._wants_contrast():
            self._colour()

    def take(self, wished: Appearance) -> None:
        """Has everything look as it is set."""
        if wished.theme != self._theme:
            self._theme = wished.theme
            self._colour()
        if wished.text_size != self._percent:
            self._resize(wished.text_size)
        self._move(moves=wished.motion)

    def _colour(self) -> None:
        hints = self._application.styleHints()
        if self._theme in _SCHEMES:
            hints.setColorScheme(_SCHEMES[self._theme])
        else:
            hints.unsetColorScheme()
        contrast = self._theme == "contrast" or self._wants_contrast()
        style = _OUTLINED if contrast else self._style
        if self._application.style().objectName() != style:
            self._application.setStyle(style)
        self._application.setPalette(contrasting() if contrast else self._palette())

    def _palette(self) -> QPalette:
        """Returns the colours; an empty palette is what the system and the style have."""
        hints = self._application.styleHints()
        if hints.colorScheme() == _SCHEMES.get(self._theme, hints.colorScheme()):
            return QPalette()
        # No desktop is there that would heed the wish.
        standard = self._application.style().standardPalette()
        return darkened(standard) if self._theme == "dark" else standard

    def _wants_contrast(self) -> bool:
        """Whether the system is to say what is seen, and says so; Windows does it by itself."""
        hints = self._application.styleHints()  # Held: what it gives goes with it.
        wish = hints.accessibility().contrastPreference()
        high = Qt.ContrastPreference.HighContrast
        return self._theme == "system" and wish == high and sys.platform != "win32"

    def _resize(self, percent: int) -> None:
        before, self._percent = self._percent, percent
        font = QFont(self._font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * percent / 100)
        else:
            font.setPixelSize(round(font.pixelSize() * percent / 100))
        rescale(percent / before, lambda: self._application.setFont(font))

    def _move(self, *, moves: bool) -> None:
        self._application.setCursorFlashTime(self._flash if moves else 0)
        for effect, usual in self._effects.items():
            self._application.setEffectEnabled(effect, usual and moves)


def darkened(standard: QPalette) -> QPalette:
    """Returns dark colours in the manner of a style whose own are light."""
    role, text = QPalette.ColorRole, standard.color(QPalette.ColorRole.Base)
    made = QPalette(QColor.fromHsl(0, 0, _DARK))
    base = QColor.fromHsl(0, 0, _DARKER)
    made.setColor(role.Base, base)
    made.setColor(role.AlternateBase, base.lighter(115))
    made.setColor(role.Highlight, standard.color(role.Highlight))
    made.setColor(role.Accent, standard.color(role.Accent).lighter(130))
    made.setColor(role.Link, standard.color(role.Accent).lighter(150))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            made.setColor(group, one, text)
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, text.darker(200))
    return made


def contrasting() -> QPalette:
    """Returns white and yellow on black: of 21 to 1, and of 19 to 1."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    black, white = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    yellow, grey = QColor(Qt.GlobalColor.yellow), QColor(Qt.GlobalColor.lightGray)
    made = QPalette(black)
    grounds = role.Window, role.Base, role.AlternateBase, role.Button, role.ToolTipBase
    for one in grounds:
        made.setColor(one, black)
    for one in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText):
        made.setColor(one, white)
        made.setColor(group.Disabled, one, grey)
    for one in (role.Highlight, role.Accent, role.Link, role.LinkVisited):
        made.setColor(one, yellow)
    made.setColor(role.HighlightedText, black)
    made.setColor(role.PlaceholderText, grey)
    # What a style draws edges with: they must be seen as well.
    for one in (role.Light, role.Midlight, role.Mid, role.Dark, role.Shadow):
        made.setColor(one, white)
    return made
