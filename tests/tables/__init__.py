"""Tests of the tables room: from rows to the cells of statutory tables."""
