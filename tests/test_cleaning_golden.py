"""One folder a newsroom habit: what a CMS sent, and what must come of it.

A folder's `expected.json` is written anew by `COPYDESK_GOLDEN=write pytest tests/test_cleaning_golden.py`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from service.cleaning import clean
from service.cleaning.rules import load
from service.model.cleaned import Cleaned
from service.model.draft import Draft

HABITS = sorted(path.parent for path in Path(__file__).parent.glob("cleaning/*/payload.json"))


def told(cleaned: Cleaned) -> dict[str, Any]:
    """What a golden file keeps of the result: all but the version of the rules and the reasons."""
    said: dict[str, Any] = cleaned.model_dump(mode="json", exclude={"rules"})
    for removal in said["removed"]:
        del removal["reason"]
    for image in said["story"]["images"]:
        for key in [key for key, value in image.items() if value is None]:
            del image[key]
    return said


@pytest.mark.parametrize("habit", HABITS, ids=lambda path: path.name)
def test_a_newsrooms_habit_comes_out_as_agreed(habit: Path):
    draft = Draft.model_validate_json((habit / "payload.json").read_text(encoding="utf-8"))
    said = told(clean(draft, rules=load()))
    golden = habit / "expected.json"
    if os.environ.get("COPYDESK_GOLDEN") == "write":
        golden.write_text(
            json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    assert said == json.loads(golden.read_text(encoding="utf-8"))
