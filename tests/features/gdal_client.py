"""A process that reads layers with GDAL and prints them as JSON; GDAL waits for answers without letting others run."""

import json
import subprocess
import sys
from typing import Any


def layers(source: str, **settings: str) -> list[str]:
    """The names of the layers that GDAL finds."""
    return [str(name) for name in _ask({"source": source, "settings": settings})]


def features(source: str, layer: str = "", *, settings: dict[str, str] | None = None, **asked: object) -> list[Any]:
    """The features of a layer: properties, id and epsg beside a shape as WKT."""
    return list(_ask({"source": source, "layer": layer, "settings": settings or {}, "asked": asked}))


def _ask(question: dict[str, object]) -> Any:
    done = subprocess.run(
        [sys.executable, __file__, json.dumps(question)], check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _answer(question: dict[str, Any]) -> Any:
    import pyogrio

    pyogrio.set_gdal_config_options(question["settings"])
    if "layer" not in question:
        return [name for name, _ in pyogrio.list_layers(question["source"])]
    named = {"layer": question["layer"]} if question["layer"] else {}
    asked = {key: tuple(value) if key == "bbox" else value for key, value in question["asked"].items()}
    frame = pyogrio.read_dataframe(question["source"], **named, **asked)
    columns = frame.drop(columns="geometry").to_dict("records")
    epsg = 4326 if frame.crs.to_string() == "OGC:CRS84" else frame.crs.to_epsg()
    return [
        {**record, "wkt": shape.wkt, "epsg": epsg, "type": shape.geom_type}
        for record, shape in zip(columns, frame.geometry, strict=True)
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(json.loads(sys.argv[1])), default=str))
