"""Turns what Word, Excel, Google, LibreOffice, Apple and browsers put on the clipboard into the blocks of a story."""
