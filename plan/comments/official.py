"""The official answer to a comment as a reader meets it, wherever that is."""

from __future__ import annotations

from plan.comments.models import Comment


def answer_in(comment: Comment, language: str) -> tuple[str, str]:
    """The body's answer and its language: the reader's, else the comment's, else the first."""
    answer = comment.official_answer
    texts = {code: text for code, text in (answer.texts if answer else {}).items() if text}
    for code in (language, comment.language, *texts):
        if code in texts:
            return texts[code], code
    return "", ""
