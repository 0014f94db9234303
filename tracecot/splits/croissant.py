"""Writes the release's metadata in the words of Croissant 1.0 (MLCommons): its files, their digests, their columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Node = dict[str, object]

CONTEXT: Node = {
    "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
    "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases", "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field",
    "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key",
    "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
    "transform": "cr:transform",
}  # fmt: skip
_FORMATS = {"jsonl": "application/jsonlines", "parquet": "application/x-parquet"}
_TYPES: dict[type, str] = {str: "sc:Text", int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean"}


@dataclass(frozen=True, slots=True)
class Described:
    """A file of the release."""

    path: str  # within the folder
    size: int  # bytes
    sha256: str
    first: Mapping[str, object]  # its first record


def croissant(name: str, version: str, licences: Iterable[str], files: Sequence[Described]) -> Node:
    """The metadata; of each record the columns that hold one plain value."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-"),
        "description": f"{name}. README.md beside it tells what is in it and how it was made.",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": [f"https://spdx.org/licenses/{one}.html" for one in licences],
        "version": version,
        "distribution": [_file(one) for one in files],
        "recordSet": [_records(one) for one in files],
    }


def _file(one: Described) -> Node:
    return {
        "@type": "cr:FileObject", "@id": one.path, "name": one.path, "contentUrl": one.path,
        "contentSize": f"{one.size} B", "sha256": one.sha256, "encodingFormat": _FORMATS[one.path.rpartition(".")[2]],
    }  # fmt: skip


def _records(one: Described) -> Node:
    name = re.sub(r"\W+", "_", one.path.rpartition(".")[0])
    plain = {column: _TYPES[type(value)] for column, value in one.first.items() if type(value) in _TYPES}
    fields = [
        {
            "@type": "cr:Field", "@id": f"{name}/{column}", "name": column, "dataType": kind,
            "source": {"fileObject": {"@id": one.path}, "extract": {"column": column}},
        }
        for column, kind in plain.items()
    ]  # fmt: skip
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}
