"""Readers of office files: word processing, spreadsheets, presentations, new and old.

In: a Source. Out: Readings. Nothing is run, followed or fetched; what a reader of the page would not see is marked so.
"""
