"""Settings: `base` is strict and refuses to start unsafe; `demo` and `test` only loosen it."""
