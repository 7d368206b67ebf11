"""Stanza's models for the tests: small ones trained here, and better ones where ``COURTESY_STANZA_MODELS`` names a folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GIVEN = os.environ.get("COURTESY_STANZA_MODELS", "")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # of torch's, here and in the processes that tests start


@pytest.fixture(scope="session")
def own_models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of models that are trained here, in less than two minutes on one processor.

    They are kept with pytest's other caches, under a name that changes with what they are made from.
    """
    import stanza
    import torch

    from tests.text import stanza_training

    torch.set_num_threads(1)
    source = Path(stanza_training.__file__).read_bytes() + stanza.__version__.encode() + torch.__version__.encode()
    kept = Path(request.config.cache.mkdir("stanza")) / hashlib.sha256(source).hexdigest()[:16]
    if not kept.is_dir():
        home = tmp_path_factory.mktemp("stanza")
        command = [sys.executable, "-m", stanza_training.__name__, str(home / "models"), str(home / "scratch")]
        subprocess.run(command, cwd=ROOT, check=True, timeout=600)  # its warnings are not ours
        shutil.move(home / "models", kept)
    return kept


@pytest.fixture(scope="session")
def tagging_models(own_models: Path) -> Path:
    """Return a folder of own models with a tagger and a lemmatizer, of Polish."""
    return own_models / "tagger"


@pytest.fixture(params=["own", "given"] if GIVEN else ["own"])
def models(request: pytest.FixtureRequest) -> Path:
    """Return the folder of our own small models and, where there is one, the folder of better ones."""
    return Path(GIVEN) if request.param == "given" else request.getfixturevalue("own_models")
