"""Commands about people."""

from flask.cli import AppGroup

people_commands = AppGroup("people", help="People and their accounts.")
