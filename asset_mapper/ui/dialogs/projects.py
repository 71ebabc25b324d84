"""Every way to a project that is there already, and out of it. ``trouble`` says what to do when there is no way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from asset_mapper.errors import PassphraseError
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.ui.context import Context

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject

SUFFIX = ".assetmap"  # as storage.project_file has it, which is loaded when a project is opened
_MOST_RECENT = 8


def open_path(
    context: Context,
    where: Path | str,
    passphrase: str | None = None,
    *,
    read_only: bool = False,
    by_itself: bool = False,
) -> None:
    """Open a project; ask for its passphrase, and offer a way forward where it cannot be opened.

    With *by_itself* nobody asked for it just now: what is wrong is said in the message bar.
    """
    if context.project is not None and context.project.name == str(where) and not context.project.read_only:
        return

    def failed(error: BaseException) -> None:
        from asset_mapper.ui.dialogs import passphrase as ask
        from asset_mapper.ui.dialogs import trouble

        if isinstance(error, PassphraseError):
            wrong = passphrase is not None
            QTimer.singleShot(0, lambda: ask.show(context, where, wrong=wrong, read_only=read_only))
        elif by_itself:
            context.say(
                str(error), N_("Find a way …"), lambda: trouble.show(context, where, passphrase, error), "stop"
            )
        else:
            trouble.show(context, where, passphrase, error)

    def work() -> OpenProject:
        from asset_mapper.services.open_project import OpenProject  # loaded beside the window, which is there first

        return OpenProject.open(where, passphrase, read_only=read_only)

    context.jobs.run(work, done=lambda project: opened(context, project), failed=failed)


def opened(context: Context, project: OpenProject) -> None:
    """Work on a project that was just opened or made, and remember it for the next start."""
    path = Path(project.name)
    if "://" not in project.name:
        remember(context, path)
    context.use(project)
    if project.backup_problem:
        context.say(project.backup_problem, kind="caution")


def remember(context: Context, path: Path) -> None:
    others = [str(other) for other in recent(context) if other != path]
    context.settings["projects.recent"] = [str(path), *others][:_MOST_RECENT]
    context.settings["projects.last_folder"] = str(path.parent)
    context.settings["projects.last"] = {"path": str(path)}


def recent(context: Context) -> list[Path]:
    """List the projects of lately, the last one first, also those that are not where they were."""
    return [Path(text) for text in context.settings["projects.recent"] if isinstance(text, str)]


def forget(context: Context, path: Path) -> None:
    """Take a project off the list. Its file stays."""
    context.settings["projects.recent"] = [str(other) for other in recent(context) if other != path]


def come_back(context: Context) -> None:
    """Open the project that was open when the program ended, however it ended."""
    path = context.settings["projects.last"].get("path")
    if context.settings["projects.reopen"] and isinstance(path, str) and path:
        open_path(context, Path(path), by_itself=True)


def close(context: Context) -> None:
    context.settings["projects.last"] = {}
    context.use(None)


def kinds_of_file() -> str:
    return _("Asset Mapper projects") + f" (*{SUFFIX})"


def choose_and_open(context: Context) -> None:
    """Ask which project to open."""
    folder = context.settings["projects.last_folder"]
    chosen, _kind = QFileDialog.getOpenFileName(context.window, _("Open a project"), folder, kinds_of_file())
    if chosen:
        open_path(context, Path(chosen))


def make_sample(context: Context) -> None:
    """Make the fictional sample project where the user says, and open it."""
    chosen = ask_where(context, _("Keep the sample project as"), f"sample{SUFFIX}")
    if chosen is not None:
        make_sample_at(context, chosen)


def make_sample_at(context: Context, path: Path) -> None:
    from asset_mapper.services import sample

    def make() -> OpenProject:
        path.unlink(missing_ok=True)  # the file dialog has asked whether to replace it
        return sample.make(path)

    context.jobs.run(make, done=lambda project: opened(context, project), failed=context.show_error)


def save_copy(context: Context) -> None:
    """Copy the open project to where the user says."""
    if context.project is None:
        return
    name = Path(context.project.name)
    proposed = _("{name} (copy)").format(name=name.stem)
    chosen = ask_where(context, _("Save a copy as"), f"{proposed}{SUFFIX}")
    if chosen is not None:
        copy_to(context, chosen)


def copy_to(context: Context, target: Path) -> None:
    project = context.project
    if project is not None:
        context.jobs.run(
            lambda: project.copy_to(target),
            done=lambda _none: context.say(_("There is a copy now: {path}.").format(path=target)),
            failed=context.show_error,
        )


def ask_where(context: Context, title: str, name: str) -> Path | None:
    """Ask where to keep a project."""
    folder = Path(context.settings["projects.last_folder"] or Path.home())
    chosen, _kind = QFileDialog.getSaveFileName(context.window, title, str(folder / name), kinds_of_file())
    if not chosen:
        return None
    return Path(chosen if chosen.lower().endswith(SUFFIX) else chosen + SUFFIX)


def check(context: Context) -> None:
    """Check the file and the rules, and say what was found."""
    from asset_mapper.services import checking

    context.ask(checking.findings, done=lambda findings: _say_findings(context, findings))


def _say_findings(context: Context, findings: list[Any]) -> None:
    from asset_mapper.ui.dialogs import findings as dialog

    if findings:
        dialog.show(context, findings)
    else:
        context.say(_("The project is sound, and its records keep the rules."))


def repair(context: Context) -> None:
    """Make anew what is derived from the records."""
    from asset_mapper.services import checking

    project = context.project
    if project is not None:
        context.jobs.run(
            lambda: checking.repair(project), done=lambda n: _say_repaired(context, n), failed=context.show_error
        )


def _say_repaired(context: Context, number: int) -> None:
    context.say(ngettext("{n} thing was repaired.", "{n} things were repaired.", number).format(n=number))
