"""Print template.yaml as plain CloudFormation; runs in sam's environment, which can translate it.

The code of each function is `<LogicalId>.zip` in the bucket that is the only argument.
"""

import json
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

_TEMPLATE = Path(__file__).parent.parent.parent / "template.yaml"


class _NoManagedPolicies:
    """We write our policies out."""

    def load(self) -> dict[str, str]:
        """Return what no resource asks for."""
        return {}


def main(bucket: str) -> None:
    """Print the translation as JSON."""
    template = yaml_parse(_TEMPLATE.read_text(encoding="utf-8"))
    del template["Globals"]["Function"]["CodeUri"]
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": f"{name}.zip"}
    json.dump(transform(template, {}, _NoManagedPolicies()), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
