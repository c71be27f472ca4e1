"""One Spark session for all tests of the room; skipped where PySpark or a Java runtime is missing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
NEEDS_PYSPARK = "needs PySpark: pip install 'supplychain-risk[spark]'"
NEEDS_JAVA = "needs a Java runtime: apt-get install openjdk-17-jre-headless"


def pytest_collection_modifyitems(items):
    """Whatever needs a session is slow."""
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()) and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason=NEEDS_PYSPARK)
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip(NEEDS_JAVA)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    root = str(Path(__file__).parent.parent.parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    settings = {
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.codegen.wholeStage": "false",  # a few rows are read sooner than code for them is compiled
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = sql.SparkSession.builder.master("local[2]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
