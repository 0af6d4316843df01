"""Settings in layers: `base` refuses to start when something is missing or unsafe; `demo` and `test` loosen it."""
