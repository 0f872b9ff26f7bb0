"""Messages to people: the inbox is the truth, e-mail is a copy sent after commit.

May import common, accounts and agencies. Start with ``services/notify.notify``; ``services/mail.queue`` sends what is
e-mail only (codes); ``mail_topics`` is the outbox's side.
"""
