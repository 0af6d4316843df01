"""What the tests stand on: databases, people, a browser. Nothing here tests anything."""
