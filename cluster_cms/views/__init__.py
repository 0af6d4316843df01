"""The few views of the ground floor: probes for operators and the pages of errors."""
