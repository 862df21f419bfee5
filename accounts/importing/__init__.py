"""What a spreadsheet of staff or units says, and what would become of it; all of it pure.

columns   which column holds what, by its head; correcting says it otherwise
cells     one cell to one value
rows      a table to typed rows, with what is wrong in them
tree      the units there are, found by their paths
sharing   who signs in with what afterwards
swapping  codes that were swapped between people
planning  typed rows against the people there are: who is added, changed, moved
units     the same for a file of units
work      how the work on a file stands
listing   everybody as a table that can be imported again
"""
