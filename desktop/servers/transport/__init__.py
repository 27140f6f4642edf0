"""The bytes between Parley and a server, over pipes or the network, within bounds."""
