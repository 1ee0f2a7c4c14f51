"""What the clerk can do: each command once, answered by the part that it belongs to."""
