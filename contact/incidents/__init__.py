"""When something went wrong: whose data was touched, and by when it has to be reported. And what looks unusual."""
