"""A second start on a project that is open here already brings this window to the front, instead of a locked file.

The two talk over a socket of the operating system that only this user can reach. It is no network.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from asset_mapper.paths import user_data
from asset_mapper.ui.context import Context

_MOST_BYTES = 4_000
_PATIENCE_MS = 800
_YES = b"here"


def _name() -> str:
    """Name the socket after the user's own folder: another user, or a test, has another one."""
    import hashlib

    return "asset-mapper-" + hashlib.sha256(str(user_data().absolute()).encode()).hexdigest()[:16]


def is_shown_elsewhere(path: Path) -> bool:
    """Ask the window that runs already to come to the front, if it has *path* open; tells whether it has."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(str(path.absolute()).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_PATIENCE_MS) and socket.readAll().data() == _YES
    socket.disconnectFromServer()
    return bool(answered)


class OneWindow(QObject):
    """Listens for second starts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(_name()) and not self._somebody_listens():
            QLocalServer.removeServer(_name())  # left by a program that was killed
            self._server.listen(_name())

    def _somebody_listens(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(_name())
        return socket.waitForConnected(_PATIENCE_MS)

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._answer(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _answer(self, socket: QLocalSocket) -> None:
        asked = bytes(socket.read(_MOST_BYTES).data()).partition(b"\n")[0].decode(errors="replace")
        project, window = self._context.project, self._context.window
        if project is None or window is None or "://" in project.name or Path(project.name).absolute() != Path(asked):
            socket.write(b"not here")
            socket.flush()
            return
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        socket.write(_YES)
        socket.flush()
