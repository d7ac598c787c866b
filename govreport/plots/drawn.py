"""The numbers behind a figure: handed back as a frame, and written beside the picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 200
_DRAWN: WeakKeyDictionary[Axes, pd.DataFrame] = WeakKeyDictionary()


def keep(ax: Axes, numbers: pd.DataFrame) -> None:
    """Remember what was drawn on an axes."""
    _DRAWN[ax] = numbers.reset_index(drop=True)


def plotted(ax: Axes | Sequence[Axes] | Figure) -> pd.DataFrame:
    """Return the numbers that a figure shows.

    Parameters
    ----------
    ax
        What a function of `govreport.plots` returned, or its figure.

    Returns
    -------
    DataFrame
        One row is one group that was drawn, with all that its indicator says of it; `drawn` says how: ``point``,
        ``bar``, ``line`` …, or ``too few`` where only the count stands. Of several panels, `panel` counts them from 1.

    Raises
    ------
    ValueError
        Nothing was drawn on it by this package.

    Examples
    --------
    >>> from govreport import plots
    >>> from govreport.facts import facts_panel, load_facts
    >>> from govreport.indicators import zero_requests
    >>> drawn = plots.plotted(plots.zero_requests(zero_requests(facts_panel(load_facts()), by="agency_kind")))
    >>> drawn[["agency_kind", "numerator", "n", "drawn"]].values.tolist()[1]
    ['department', 87.0, 154, 'point']
    """
    frames = [_DRAWN[one] for one in _axes(ax) if one in _DRAWN]
    if not frames:
        msg = "nothing on these axes was drawn by govreport.plots; expected what one of its functions returned"
        raise ValueError(msg)
    if len(frames) == 1:
        return frames[0].copy()
    return pd.concat([frame.assign(panel=at) for at, frame in enumerate(frames, 1)], ignore_index=True)


def save(ax: Axes | Sequence[Axes] | Figure, path: str | Path) -> Path:
    """Write a figure as PNG, and beside it a CSV of the same name with the numbers that it shows.

    Parameters
    ----------
    ax
        As for `plotted`; the whole figure is written.
    path
        Ends in ``.png``, or has no suffix. Its folder is made where it is not there.

    Returns
    -------
    Path
        Of the PNG.

    Raises
    ------
    ValueError
        The path names another format, or nothing was drawn.

    Examples
    --------
    >>> import tempfile
    >>> from govreport import plots
    >>> from govreport.facts import facts_panel, load_facts
    >>> from govreport.indicators import zero_requests
    >>> ax = plots.zero_requests(zero_requests(facts_panel(load_facts()), by="agency_kind"))
    >>> with tempfile.TemporaryDirectory() as place:
    ...     plots.save(ax, place + "/zero").name, sorted(one.name for one in Path(place).iterdir())
    ('zero.png', ['zero.csv', 'zero.png'])
    """
    path = Path(path)
    if path.suffix not in ("", ".png"):
        msg = f"{path.name!r}: figures are written as PNG with a CSV beside it; expected a name ending in .png"
        raise ValueError(msg)
    numbers = plotted(ax)
    path.parent.mkdir(parents=True, exist_ok=True)
    image = path.with_suffix(".png")
    whole = _axes(ax)[0].get_figure(root=True)
    whole.savefig(image, dpi=DPI, bbox_inches="tight")  # type: ignore[union-attr]
    numbers.to_csv(path.with_suffix(".csv"), index=False, encoding="utf-8")
    return image


def _axes(ax: Axes | Sequence[Axes] | Figure) -> list[Axes]:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    return ax.axes if isinstance(ax, Figure) else [ax] if isinstance(ax, Axes) else list(ax)
