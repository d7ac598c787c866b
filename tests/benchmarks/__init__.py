"""Measurements, made by `make bench`; not among the tests that `make test` runs."""
