"""The screens of the Customer Information Desk, and what the desk does there."""
