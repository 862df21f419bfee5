"""What was chosen in sensitive quizzes, added up; their attempts are erased."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = "state IN ('in_progress','submitted','graded','expired')"
AFTER = "state IN ('in_progress','submitted','graded','expired','erased')"


def upgrade() -> None:
    """Up from the revision before."""
    _replace_states(AFTER)
    op.create_table(
        "choice_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("question_edition_id", sa.Integer(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        _foreign_key("quiz_id", "quizzes"),
        _foreign_key("question_edition_id", "question_editions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_counts")),
        sa.UniqueConstraint(
            "quiz_id",
            "question_edition_id",
            "is_first",
            name=op.f("uq_choice_counts_quiz_id_question_edition_id_is_first"),
        ),
    )
    op.create_index(
        op.f("ix_choice_counts_question_edition_id"), "choice_counts", ["question_edition_id"]
    )


def downgrade() -> None:
    """Back to the revision before; what is left of erased attempts goes."""
    op.drop_table("choice_counts")
    op.execute("DELETE FROM attempts WHERE state = 'erased'")
    _replace_states(BEFORE)


def _replace_states(condition: str) -> None:
    name = op.f("ck_attempts_state")
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, condition)


def _foreign_key(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_choice_counts_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
