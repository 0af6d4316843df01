"""The outbox: mails are noted in the transaction of what they tell, rendered when sent, and tried again."""
