"""The median of values with its interval, as tlsbench prints it."""
import math
import statistics

FEWEST_VALUES = 6  # the least and the most of fewer do not make an interval of 95 %


def interval(values):
    """Low end, median and high end: the interval of at least 95 % for a median, from order statistics."""
    values, n = sorted(values), len(values)
    if n < FEWEST_VALUES:
        raise ValueError(f"{n} values give no interval of 95 %; use {FEWEST_VALUES} rounds or more")
    outside, edge = 0.0, 0
    while True:
        outside += math.comb(n, edge) / 2 ** n
        if outside > 0.025:
            return values[edge - 1], statistics.median(values), values[n - edge]
        edge += 1


def rounds(text):
    """A number of rounds, as a type of argparse."""
    number = int(text)
    if number < FEWEST_VALUES:
        raise ValueError
    return number
