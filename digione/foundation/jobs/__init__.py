"""Work that is done later or again and again, in a municipality and in somebody's name.

`jobs.facade.job` makes one, `defer` asks for it in the transaction of the change.
"""
