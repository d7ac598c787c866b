"""Tests of the explorer: its parts without a browser, and all of it in one."""
