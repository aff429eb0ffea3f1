"""Names of a file turned into positions, with faults for names that lead nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from timetabler.formats.markup import Node


@dataclass
class Index:
    """Identifiers of one sort of thing, in the order in which the file declares them."""

    sort: str
    positions: dict[str, int] = field(default_factory=dict)

    def declare(self, node: Node) -> int:
        """Position of a new identifier, which must not be taken."""
        name = node.get("Id")
        if name in self.positions:
            raise node.fault(f"{self.sort} {name!r} is declared twice")
        self.positions[name] = len(self.positions)
        return self.positions[name]

    def find(self, node: Node) -> int:
        """Position that a reference means."""
        return self.named(node, node.get("Reference"))

    def named(self, node: Node, name: str) -> int:
        """Position of a name that stands in a node."""
        if name not in self.positions:
            raise node.fault(f"{self.sort} {name!r} does not exist")
        return self.positions[name]


@dataclass
class Groups:
    """Groups of one sort and their members, collected while the members are read."""

    index: Index
    nodes: list[Node] = field(default_factory=list)
    members: list[list[int]] = field(default_factory=list)

    def declare(self, nodes: Iterable[Node]) -> None:
        """Declare groups, still empty."""
        for node in nodes:
            self.index.declare(node)
            self.nodes.append(node)
            self.members.append([])

    def join(self, nodes: Iterable[Node], member: int) -> None:
        """Put a member into the groups that nodes refer to."""
        for node in nodes:
            found = self.members[self.index.find(node)]
            if member not in found[-1:]:
                found.append(member)

    def of(self, node: Node) -> tuple[int, ...]:
        """Members of the group that a node refers to."""
        return tuple(self.members[self.index.find(node)])


@dataclass
class Names:
    """All names of one instance."""

    times: Index = field(default_factory=lambda: Index("time"))
    time_groups: Groups = field(default_factory=lambda: Groups(Index("time group")))
    kinds: Index = field(default_factory=lambda: Index("resource type"))
    resources: Index = field(default_factory=lambda: Index("resource"))
    resource_groups: Groups = field(default_factory=lambda: Groups(Index("resource group")))
    events: Index = field(default_factory=lambda: Index("event"))
    event_groups: Groups = field(default_factory=lambda: Groups(Index("event group")))
    constraints: Index = field(default_factory=lambda: Index("constraint"))
    roles: set[str] = field(default_factory=set)

    def times_in(self, node: Node) -> tuple[int, ...]:
        """Times that a node lists by group and one by one, in order and without repetition."""
        found = {self.times.find(x) for x in node.inside("Times")}
        for group in node.inside("TimeGroups"):
            found.update(self.time_groups.of(group))
        return tuple(sorted(found))

    def resources_in(self, node: Node) -> tuple[int, ...]:
        """Resources that a node lists by group and one by one."""
        found = [self.resources.find(x) for x in node.inside("Resources")]
        for group in node.inside("ResourceGroups"):
            found += self.resource_groups.of(group)
        return tuple(dict.fromkeys(found))

    def events_in(self, node: Node) -> tuple[int, ...]:
        """Events that a node lists by group and one by one."""
        found = [self.events.find(x) for x in node.inside("Events")]
        for group in node.inside("EventGroups"):
            found += self.event_groups.of(group)
        return tuple(dict.fromkeys(found))
