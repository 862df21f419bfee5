"""Everything that Sen runs on is killed in the middle of many attempts, and nothing is lost.

`make test` does it to a few attempts, `make torture` to 200. What is promised is against killed
processes (SIGKILL, which nobody can prepare for), not against a disk that forgets.
"""
