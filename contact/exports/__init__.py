"""Exports of inquiries: recorded first, then streamed as XLSX, CSV or JSON."""
