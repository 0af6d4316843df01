"""Mails that arrive in the desk's mailbox: read once, added to the inquiry that they answer, or kept in the tray."""
