"""The rights of the person who wrote: to see, correct, stop and delete what is held, at once and by a mailed link."""
