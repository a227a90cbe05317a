"""The feed in, from bytes to values of our fields: no row is written here.

`readers` make items of JSON, XML and CSV, `mapping` finds our fields in them, `values` reads each, `preparing` writes
the result as one line of JSON an item, so that a run can go on where it stopped.
"""
