"""The damages by name, in the order in which they are done when several fall together."""

from __future__ import annotations

import random
from collections.abc import Callable

from govreport.sample.damage_rows import cells_lost, labels_lost, labels_wrapped
from govreport.sample.page import Page

DAMAGES: dict[str, Callable[[Page, random.Random, float], None]] = {
    "labels_lost": labels_lost,
    "labels_wrapped": labels_wrapped,
    "cells_lost": cells_lost,
}
