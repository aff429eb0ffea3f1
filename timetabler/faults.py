"""What cannot be meant: problems that contradict themselves, plans of some other problem."""


class ModelFault(ValueError):
    """A problem, or a part of one, that cannot be meant: what is wrong, where, and why."""


class PlanFault(ValueError):
    """A plan that does not belong to the problem it is judged by: which lesson, and why."""
