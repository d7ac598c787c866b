"""The press: sample reports printed to PDF, office formats and images, read again and judged; see `press.py`."""
