"""The examples in the programmers' guide run, one after another."""

import re
from pathlib import Path

import pytest

from timetabler import cli

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]


GUIDE = Path(cli.__file__).parents[2] / "docs" / "timetabler" / "programmers.md"


def test_the_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)  # noqa: S102 - our own guide
    assert "impossible" in capsys.readouterr().out
    assert (tmp_path / "week.svg").read_text().count("<rect") > 12
