"""Tests of the synthetic reports."""
