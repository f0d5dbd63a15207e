"""The kit served beside a Neo4j server: started before it, stopped after it, and what that server is told of it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from kg.browser import assets
from kg.browser.kit import write_files
from kg.errors import StoreError

__all__ = ["post_connect_settings", "start", "stop"]

START_SECONDS, STOP_SECONDS = 30.0, 10.0
"""It starts in a tenth of a second on an idle machine."""

_PAUSE = 0.02


def post_connect_settings(port: int) -> Mapping[str, str]:
    """The settings of Neo4j by which its Browser, once connected, takes the style and opens the guide at that port."""
    place = f"http://localhost:{port}"
    return {
        "browser.post_connect_cmd": f"style {place}/kg.grass; play {place}/guide.html",
        "browser.remote_content_hostname_whitelist": "localhost",
    }


def start(folder: Path) -> int:
    """Write the kit into the folder, which is ours, and serve it by a process of its own; return the port.

    The process outlives this one and no Ctrl-C reaches it. One that serves the folder already is ended first. Raises
    StoreError when it does not start.
    """
    stop(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder)
    # run as a file: neither a module of the working directory nor a missing installation gets in its way
    command = [sys.executable, "-P", assets.__file__, str(folder), str(assets.PORT)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _port(process, folder)
    except BaseException:
        process.kill()
        process.wait()
        raise


def stop(folder: Path) -> bool:
    """End the process that serves the folder; whether one did."""
    found = _process(folder)
    (folder / assets.ANNOUNCED).unlink(missing_ok=True)
    if found is None:
        return False
    try:
        found.terminate()
        found.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        found.kill()
    except psutil.NoSuchProcess:
        pass
    return True


def _port(process: subprocess.Popen[bytes], folder: Path) -> int:
    """The port that the process says it listens at."""
    deadline = time.monotonic() + START_SECONDS
    while (told := _announced(folder)) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise StoreError(f"the Browser's style and guide in {folder} cannot be served (code {process.returncode})")
        time.sleep(_PAUSE)
    # it outlives us: nobody is to wait for it, nor to be warned that nobody did
    process.returncode = 0
    return told["port"]


def _announced(folder: Path) -> dict[str, int] | None:
    try:
        told = json.loads((folder / assets.ANNOUNCED).read_text(encoding="utf-8"))
        return {"port": int(told["port"]), "pid": int(told["pid"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _process(folder: Path) -> psutil.Process | None:
    """The process that serves the folder; None when it has ended, though another may have its number by now."""
    told = _announced(folder)
    try:
        found = None if told is None else psutil.Process(told["pid"])
        return found if found is not None and str(folder) in found.cmdline() else None
    except psutil.Error:
        return None
