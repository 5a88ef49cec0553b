package dev.initlab.suite.engine;

import java.io.File;
import java.nio.file.Path;

import dev.initlab.suite.file.Suite;
import dev.initlab.suite.yaml.Mistake;
import dev.initlab.suite.yaml.Position;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;

/** A part of the tree of tests. */
abstract sealed class SuiteDescriptor extends AbstractTestDescriptor {
    /** The types of segments in unique ids. */
    static final String CLASS = "class";
    static final String FILE = "suite";
    static final String BOOT = "boot";
    static final String EXPECTATION = "expectation";
    static final String MISTAKE = "mistake";

    private final Type type;

    private SuiteDescriptor(UniqueId id, String name, TestSource source, Type type) {
        super(id, name, source);
        this.type = type;
    }

    @Override
    public Type getType() {
        return type;
    }

    private static TestSource source(Path file, Position at) {
        return FileSource.from(file.toFile(), FilePosition.from(at.line(), at.column()));
    }

    /** A class that stands for suite files. */
    static final class OfClass extends SuiteDescriptor {
        OfClass(TestDescriptor parent, Class<?> type) {
            super(parent.getUniqueId().append(CLASS, type.getName()), type.getSimpleName(), ClassSource.from(type),
                    Type.CONTAINER);
        }
    }

    /** A suite file, with or without mistakes. */
    static final class OfFile extends SuiteDescriptor {
        OfFile(TestDescriptor parent, String path, String title) {
            super(parent.getUniqueId().append(FILE, path), title, FileSource.from(new File(path)), Type.CONTAINER);
        }
    }

    /** One boot of a suite. */
    static final class OfCell extends SuiteDescriptor {
        private final Suite.Cell cell;

        OfCell(TestDescriptor parent, Suite suite, Suite.Cell cell) {
            super(parent.getUniqueId().append(BOOT, cell.name()), cell.name(), source(suite.file(), cell.at()),
                    Type.CONTAINER);
            this.cell = cell;
        }

        Suite.Cell cell() {
            return cell;
        }
    }

    /** One expectation of one boot. */
    static final class OfCheck extends SuiteDescriptor {
        private final Suite.Check check;

        OfCheck(TestDescriptor parent, Suite suite, Suite.Check check) {
            super(parent.getUniqueId().append(EXPECTATION, Integer.toString(check.number())), check.title(),
                    source(suite.file(), check.at()), Type.TEST);
            this.check = check;
        }

        Suite.Check check() {
            return check;
        }
    }

    /** A mistake of a suite file: a test that fails. */
    static final class OfMistake extends SuiteDescriptor {
        private final Mistake mistake;

        OfMistake(TestDescriptor parent, Mistake mistake, int index) {
            super(parent.getUniqueId().append(MISTAKE, Integer.toString(index)),
                    mistake.at() + ": " + mistake.text(), source(mistake.file(), mistake.at()), Type.TEST);
            this.mistake = mistake;
        }

        Mistake mistake() {
            return mistake;
        }
    }
}
