"""Who calls, and what they may do: pure rules, without web and without SQL."""
