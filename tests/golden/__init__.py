"""Whole reports with one feature each, and what must come out of them; `make.py` writes both."""
