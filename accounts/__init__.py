"""Who is here: people, units, roles, and how somebody signs in.

Here: persons, the tree of units with its history, role grants, sessions, throttled sign-in.
Not here: what anybody learns; that is above.
"""
