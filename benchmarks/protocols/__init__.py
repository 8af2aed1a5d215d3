"""What each part answers: a module with `answerer()`, which makes a function from a request to its answer."""
