"""The administrative divisions of China by report year (GB/T 2260), and which of them a name is.

The table is read when it is first asked for, not on import.
"""

from __future__ import annotations

from govreport.regions.place import place_of
from govreport.regions.table import Division, Region, divisions

__all__ = ["Division", "Region", "divisions", "place_of"]
