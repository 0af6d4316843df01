"""Plain functions on what people type: answers, references, mail headers, cleaning. No model is imported here."""
