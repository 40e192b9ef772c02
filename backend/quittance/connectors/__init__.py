"""Bring data in: files and ERPs on one side, customers and receivables on the other."""
