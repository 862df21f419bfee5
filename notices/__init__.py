"""Mail to people: what is to be sent, what was sent, and what is kept for want of a server.

A mail is written in the transaction of what it tells of, and sent by a job once that is committed.
After a kill in the middle of sending it may come twice, with the same Message-ID both times.

A link that lets somebody in stands apart from the text, is seen by nobody but the job that sends
it, and is forgotten once it is sent or worth nothing. Where no server is set up it is not kept at
all: whoever could read it in the outbox could come in as somebody else, without that person seeing
who it was. Only the demo, whose passwords are public, shows it.
"""
