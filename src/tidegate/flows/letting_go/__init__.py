"""Giving up what a change holds, and handing it to whoever waits."""
