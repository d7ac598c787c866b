"""The widget that opens a corpus: by its path, from uploaded files, or the made-up sample."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ipywidgets import HTML, Box, Button, FileUpload, Layout, Text, VBox

from govreport import workers
from govreport.corpus import Corpus
from govreport.errors import GovReportError
from govreport.explorer import markup
from govreport.explorer.words import Lang, say
from govreport.gather import Gathered
from govreport.load import load_corpus, load_sample
from govreport.sources import Source

Uploads = Mapping[str, bytes]
"""The bytes of files that were uploaded, by their sha256."""
Seen = Callable[[Callable[..., None]], Callable[..., None]]
"""What makes the faults of a callback seen."""


def read_files(files: Mapping[str, bytes]) -> Corpus:
    """Read files by name and content, each held off from this process; what cannot be read is in `failures`.

    Examples
    --------
    >>> corpus = read_files({"notice.txt": "关于调整服务窗口时间的通知".encode()})
    >>> len(corpus), corpus.failures["source"].tolist()
    (0, ['notice.txt'])
    """
    gathered = Gathered()
    for source, outcome in workers.read_all([Source(name, data=data) for name, data in files.items()]):
        gathered.add(source, outcome)
    return Corpus(**gathered.frames(), skipped={}, origins={})


class Picker:
    """A field for a path, buttons, and a line that says what was opened or what went wrong.

    Attributes
    ----------
    widget
        What is displayed.

    Parameters
    ----------
    opened
        Is called with what was opened.
    seen
        Wraps what reads: an error that is no source's fault would else be kept by ipywidgets.
    """

    def __init__(self, opened: Callable[[Corpus, Uploads], None], seen: Seen = lambda call: call) -> None:
        self._opened, self._read = opened, seen(self._open)
        self._lang: Lang = "en"
        self._said: Callable[[Lang], str] = lambda lang: markup.note(say("empty", lang))
        self.path = Text(layout=Layout(width="32em"), style={"description_width": "initial"})
        self.open, self.sample = Button(layout=Layout(width="auto")), Button(layout=Layout(width="auto"))
        self.upload = FileUpload(multiple=True, layout=Layout(width="auto"))
        self.status = HTML()
        self.open.on_click(lambda _: self._open_path())
        self.path.on_msg(self._on_message)
        self.sample.on_click(lambda _: self._read("the_sample", partial(load_sample, progress=False), {}))
        self.upload.observe(self._on_upload, names="value")
        row = Box([self.path, self.open, self.upload, self.sample], layout=Layout(flex_flow="row wrap"))
        self.widget = VBox([row, self.status])

    def speak(self, lang: Lang) -> None:
        """Say everything in a language from now on."""
        self._lang = lang
        self.path.description, self.path.placeholder = say("path", lang), say("path_hint", lang)
        self.open.description, self.sample.description = say("open", lang), say("sample", lang)
        self.upload.description, self.upload.tooltip = say("drop", lang), say("drop_tip", lang)
        self.status.value = self._said(lang)

    def say_opened(self, corpus: Corpus, name: str) -> None:
        """Say what was read of a corpus and what not."""

        def said(lang: Lang) -> str:
            what = say(name, lang) if name in NAMES else name
            counts = {"reports": len(corpus), "failures": len(corpus.failures)}
            head = say("opened", lang, what=what, **counts)
            return markup.failures_note(head, corpus.failures, lang, folded=name == "corpus")

        self._say(said)

    def _say(self, said: Callable[[Lang], str]) -> None:
        self._said = said
        self.status.value = said(self._lang)

    def _on_message(self, _: Any, content: Mapping[str, Any], buffers: Any) -> None:
        if content.get("event") == "submit":
            self._open_path()

    def _open_path(self) -> None:
        path = self.path.value.strip()
        if path:
            self._read(path, partial(load_corpus, path, progress=False), {})

    def _on_upload(self, change: dict[str, Any]) -> None:
        files = {str(file["name"]): bytes(file["content"]) for file in change["new"]}
        if files:
            self.upload.value = ()
            by_sha256 = {hashlib.sha256(data).hexdigest(): data for data in files.values()}
            self._read("uploads", partial(read_files, files), by_sha256)

    def _open(self, name: str, read: Callable[[], Corpus], uploads: Uploads) -> None:
        what = say(name, self._lang) if name in NAMES else name
        self.status.value = markup.note(say("reading", self._lang, what=what))
        try:
            corpus = read()
        except (GovReportError, OSError) as error:
            message = markup.error_note(error)
            self._say(lambda lang: message + markup.note(_nothing(name, lang)))
            return
        if not len(corpus):
            self._say(lambda lang: markup.failures_note(_nothing(name, lang), corpus.failures, lang))
            return
        self._opened(corpus, uploads)
        self.say_opened(corpus, name)


NAMES = ("the_sample", "uploads", "corpus")
"""What is opened and has no path."""


def _nothing(name: str, lang: Lang) -> str:
    return say("nothing", lang, what=say(name, lang) if name in NAMES else name)
