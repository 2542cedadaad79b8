"""The commands of `hotline`, which hotline.py puts together."""
