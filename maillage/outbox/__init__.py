"""Outgoing e-mail: stored first, delivered by the worker, shown in the demonstration's mailbox."""
