"""Hand-overs: nothing leaves the desk before it is said who receives it, and on what ground."""
