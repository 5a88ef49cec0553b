package org.example;

import dev.initlab.suite.engine.SuiteFiles;

/** The suite files, for Surefire, which looks for classes. */
@SuiteFiles("src/test/suites")
class OrderSuites {
}
