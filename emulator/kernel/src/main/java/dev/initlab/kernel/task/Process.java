package dev.initlab.kernel.task;

import dev.initlab.kernel.fs.FileTable;
import dev.initlab.kernel.fs.FsContext;
import dev.initlab.machine.UserContext;

/**
 * The user side of a task: registers, memory, open files, and where it stands in the file system.
 *
 * <p>Owned by its task; {@link #close()} gives everything back.
 */
public final class Process implements AutoCloseable {
    private final FileTable files;
    private final FsContext fs;
    private UserContext registers;
    private UserSpace space;
    private String path;

    /**
     * A process that is ready to run.
     *
     * @param path the program it runs
     */
    public Process(UserContext registers, UserSpace space, FileTable files, FsContext fs, String path) {
        this.registers = registers;
        this.space = space;
        this.files = files;
        this.fs = fs;
        this.path = path;
    }

    public UserContext registers() {
        return registers;
    }

    public UserSpace space() {
        return space;
    }

    public FileTable files() {
        return files;
    }

    public FsContext fs() {
        return fs;
    }

    /** The program it runs. */
    public String path() {
        return path;
    }

    /** Begins another program; the one before gives its memory back. */
    void exec(UserContext newRegisters, UserSpace newSpace, String newPath) {
        registers.close();
        space.close();
        registers = newRegisters;
        space = newSpace;
        path = newPath;
        files.exec();
    }

    @Override
    public void close() {
        files.closeAll();
        fs.close();
        space.close();
        registers.close();
    }
}
