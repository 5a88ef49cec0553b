#!/usr/bin/env bash
# Fetches the schemas the reports of `initlab test` are checked against, into .cache/schemas.
# They are others' work and not committed: SARIF 2.1.0 (from an npm package) and Jenkins' schema of JUnit's XML.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
schemas=$root/.cache/schemas
mkdir -p "$schemas"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sarif() {
    cd "$work"
    npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null
    tar xzf microsoft-jest-sarif-*.tgz package/lib/schemas/sarif-2.1.0-rtm.5.json
    mv package/lib/schemas/sarif-2.1.0-rtm.5.json "$schemas/sarif-2.1.0.json"
}

junit() {
    curl -fsS -m 30 -o "$work/junit-10.xsd" \
        "https://raw.githubusercontent.com/jenkinsci/xunit-plugin/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd"
    mv "$work/junit-10.xsd" "$schemas/junit-10.xsd"
}

status=0
[ -s "$schemas/sarif-2.1.0.json" ] || (sarif) || { echo "report-schemas: the schema of SARIF cannot be fetched" >&2; status=1; }
[ -s "$schemas/junit-10.xsd" ] || (junit) || { echo "report-schemas: the schema of JUnit's XML cannot be fetched" >&2; status=1; }
exit $status
