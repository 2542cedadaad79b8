"""The listener for billing's notifications: TMF629 (customer), TMF632 (party) and TMF637 (product
inventory), version 4. Each is an event of a member, as in a file of `hotline import changes`.
"""
