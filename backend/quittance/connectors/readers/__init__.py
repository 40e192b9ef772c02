"""Pure readers: bytes in, records and problems out. No database, no network, no clock."""
