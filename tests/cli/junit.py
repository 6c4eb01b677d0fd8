#!/usr/bin/env python3
"""junit.py FILE...: checks JUnit XML against the strictest schema in use, that of Ant's task.

The schema requires: testsuites with testsuite, each with properties, testcases, system-out and system-err, in this
order; a testcase with at most one skipped, error or failure; exactly the given attributes.  In addition, the counts
must be those of the testcases, since readers show them without counting.
"""
import re
import sys
import xml.etree.ElementTree as tree

TOKEN = re.compile(r"\S(.*\S)?", re.S)
NUMBER, DECIMAL = re.compile(r"\d+"), re.compile(r"\d+(\.\d+)?")
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
ANY = re.compile(r".*", re.S)
ATTRIBUTES = {  # required, optional
    "testsuites": ({}, {}),
    "testsuite": ({"id": NUMBER, "package": TOKEN, "name": TOKEN, "timestamp": TIMESTAMP, "hostname": TOKEN, "tests": NUMBER,
                   "failures": NUMBER, "errors": NUMBER, "time": DECIMAL}, {"skipped": NUMBER}),
    "properties": ({}, {}),
    "property": ({"name": TOKEN, "value": ANY}, {}),
    "testcase": ({"name": TOKEN, "classname": TOKEN, "time": DECIMAL}, {}),
    "skipped": ({}, {"message": ANY}),
    "error": ({"type": TOKEN}, {"message": ANY}),
    "failure": ({"type": TOKEN}, {"message": ANY}),
    "system-out": ({}, {}),
    "system-err": ({}, {}),
}
CHILDREN = {  # their names, each with a blank behind it
    "testsuites": r"(testsuite )*",
    "testsuite": r"properties (testcase )*system-out system-err ",
    "properties": r"(property )*",
    "testcase": r"(skipped |error |failure )?",
}


def check(node):
    required, optional = ATTRIBUTES.get(node.tag, (None, None))
    assert required is not None, f"there is no element {node.tag}"
    assert set(required) <= set(node.attrib) <= set(required) | set(optional), f"{node.tag} has {sorted(node.attrib)}"
    for name, value in node.attrib.items():
        assert {**required, **optional}[name].fullmatch(value), f"{node.tag}: {name}={value!r}"
    names = "".join(child.tag + " " for child in node)
    assert re.fullmatch(CHILDREN.get(node.tag, ""), names), f"{node.tag} holds {names}"
    for child in node:
        check(child)


def count(suite):
    cases = suite.findall("testcase")
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        found = sum(case.find(tag) is not None for case in cases)
        assert int(suite.get(attribute, "0")) == found, f"{attribute}={suite.get(attribute)}, and there are {found}"
    assert int(suite.get("tests")) == len(cases), f"tests={suite.get('tests')}, and there are {len(cases)}"


for path in sys.argv[1:]:
    root = tree.parse(path).getroot()
    try:
        assert root.tag == "testsuites", f"the root is {root.tag}"
        check(root)
        for one in root:
            count(one)
    except AssertionError as wrong:
        sys.exit(f"{path}: {wrong}")
