"""The signed link of a question: whoever has it may confirm and withdraw it, and nothing else."""

from __future__ import annotations

from exchange.links import MailLink
from exchange.models import Question

QUESTION = MailLink(Question, "exchange.question", "questions:question", related=("record__city",))
