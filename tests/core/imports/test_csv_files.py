"""Files that are refused before a row is read, and what is read of the others."""

from pathlib import Path

import pytest

from core.imports import BadFile
from core.imports.csv_files import LINE_BYTES_MAX, ImportFile

REQUIRED, OPTIONAL = frozenset({"number", "name"}), frozenset({"memo"})
REFUSED = {
    b"": "it is empty",
    b"\xef\xbb\xbf": "there is no column name, number",
    b"number\n": "line 1: there is no column name",
    b"number,name,shoe\n": "line 1: what is the column shoe for?",
    b"number,name,\n": "line 1: what is the column without a name for?",
    b"number,number,name\n": "line 1: a column is named twice",
    b"number;name;memo\n1;a;\n": "line 1: the columns are separated by semicolons",
    b'"number";"name"\n': "line 1: the columns are separated by semicolons",
    b"number\tname\n1\ta\n": "line 1: the columns are separated by tabs",
    b"number|name\n": "line 1: the columns are separated by bars",
    "number，name\n".encode(): "line 1: the columns are separated by full-width commas",
    b"sep=;\nnumber;name\n": "line 1: delete this line",
    b"\xef\xbb\xbfSEP=,\r\nnumber,name\r\n": "line 1: delete this line",
    "number,name\n1,王芳\n".encode("utf-16"): "line 1: it is UTF-16",
    "number,name\n1,王芳\n".encode("utf-16-be"): "line 1: it is UTF-16",
    "number,name\n1,王芳\n".encode("gbk"): "line 2: it is not UTF-8, but perhaps GBK",
    "number,name\n1,王芳𠮷\n".encode("gb18030"): "line 2: it is not UTF-8, but perhaps GBK",
    b"PK\x03\x04\x14\x00": "line 1: it is a workbook",
    b'number,"name\n': "line 1: a quotation mark without its second one",
    b'number,name\n1,"a\nb"\n': "line 2: a quotation mark without its second one",
    b'number,name\n1,a\n2,b"c\n': "line 3: a quotation mark without its second one",
    b'number,name\n1,6" or 7"\n': "line 2: a quotation mark within a cell",
    b'number,name\n1,"a"b\n': "line 2: a quotation mark within a cell",
    b'number,name\n1, "a"\n': "line 2: a quotation mark within a cell",
    b"number,name\n1,a\rb\n": "line 2: a carriage return within a line",
    b"number,name\r1,a\r": "line 1: a carriage return within a line",
    b"number,name\n1," + b"a" * LINE_BYTES_MAX + b"\n": "line 2: it has more than 65,536 bytes",
}


def read(folder: Path, content: bytes) -> ImportFile:
    path = folder / "f.csv"
    path.write_bytes(content)
    return ImportFile(path, required=REQUIRED, optional=OPTIONAL)


@pytest.mark.parametrize("content", REFUSED, ids=list(REFUSED.values()))
def test_file_that_cannot_be_read_is_refused_with_line_and_reason(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(BadFile) as refused:
        read(tmp_path, content)
    assert REFUSED[content] in str(refused.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file"):
        ImportFile(tmp_path / "none.csv", required=REQUIRED, optional=OPTIONAL)


def test_rows_have_their_line_and_their_cells_by_column(tmp_path: Path) -> None:
    content = (
        "\ufeffname , number,memo\r\n"
        '"Brown, ""Al""",1, x \r\n'
        "\r\n"
        "   \n"
        "王芳,'+8613800000001,'=1\n"
        "short\n"
        "O'Neill,'5',"
    )
    found = read(tmp_path, content.encode())
    assert (found.lines, found.row_count) == (7, 4)
    assert [(row.line, row.values) for row in found.rows()] == [
        (2, {"name": 'Brown, "Al"', "number": "1", "memo": "x"}),
        (5, {"name": "王芳", "number": "+8613800000001", "memo": "=1"}),
        (6, {"name": "short"}),
        (7, {"name": "O'Neill", "number": "'5'", "memo": ""}),
    ]


def test_separators_of_text_are_no_line_breaks(tmp_path: Path) -> None:
    """str.splitlines() would break a line at each of these."""
    content = "number,name\n1,a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\n"
    [row] = read(tmp_path, content.encode()).rows()
    assert row.values["name"] == "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
