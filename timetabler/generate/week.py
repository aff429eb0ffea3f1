"""The week of a made-up school."""

from timetabler.model import Calendar, Group


def week(days: int, hours: int) -> Calendar:
    """Days of equally many hours; times are called 1.1, 1.2 and so on."""
    names = tuple(f"{day + 1}.{hour + 1}" for day in range(days) for hour in range(hours))
    groups = [
        Group(
            id=f"day-{day + 1}",
            name=f"Day {day + 1}",
            members=tuple(range(day * hours, (day + 1) * hours)),
            kind="Day",
        )
        for day in range(days)
    ]
    return Calendar(times=names, names=names, groups=tuple(groups))
