"""JupyterLab on a free port of this machine, with a folder of its own, for a browser to open."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "11_explorer.ipynb"
SECONDS = 120
"""What a slow machine may take to start the server."""
NEWS = "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"


def put_notebook(folder: Path, data: str) -> None:
    """Write the explorer's notebook into a folder, its parameter set."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    cell["source"] = [f"DATA = {data!r}"]
    (folder / NOTEBOOK.name).write_text(json.dumps(notebook), encoding="utf-8")


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter neither finds nor leaves anything of the user's."""
    own = {
        "HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime", "IPYTHONDIR": home / "ipython",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "PYTHONPATH": ROOT, "MPLCONFIGDIR": home / "matplotlib", "no_proxy": "127.0.0.1",
    }  # fmt: skip
    return os.environ | {name: str(value) for name, value in own.items()}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def lab(folder: Path, home: Path) -> Iterator[str]:
    """Start JupyterLab in a folder and yield the address of the explorer's notebook there, token included."""
    news = home / NEWS
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    port, token = _free_port(), secrets.token_hex(16)
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", *options], cwd=folder, env=_environment(home), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    said: list[str] = []
    up = threading.Event()
    threading.Thread(target=_listen, args=(process, said, up), daemon=True).start()
    try:
        if not up.wait(SECONDS) or process.poll() is not None:
            msg = f"JupyterLab did not start:\n{''.join(said)[-3000:]}"
            raise RuntimeError(msg)
        yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK.name}?token={token}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(home, ignore_errors=True)


def _listen(process: subprocess.Popen[str], said: list[str], up: threading.Event) -> None:
    """Read what the server says to its end, so that its pipe never fills; tell when it is up, or has ended."""
    for line in process.stdout or ():
        said.append(line)
        if " is running at:" in line:
            up.set()
    up.set()
