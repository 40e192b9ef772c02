"""The rules of collection: pure functions that read no clock, no database and no network."""
