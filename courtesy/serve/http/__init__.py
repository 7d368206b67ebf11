"""The HTTP service: the gate for programs that speak JSON, and the webhooks of chat systems. Needs ``courtesy-check[serve]``."""
