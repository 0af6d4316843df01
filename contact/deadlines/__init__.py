"""When an inquiry or a request must be answered, in the desk's business days."""
