package dev.initlab.kernel.fs;

/**
 * How a task sees the tree ({@code struct fs_struct} and its credentials): where its paths begin.
 *
 * <p>Owned by its task, or shared by several; {@link #close} when the last one ends, since a working
 * directory keeps its file system from being unmounted.
 */
public final class FsContext implements AutoCloseable {
    private final MountTable mounts;
    private Location root;
    private Location cwd;
    private int umask = 022;
    private Credentials credentials = Credentials.ROOT;

    FsContext(MountTable mounts, Location root, Location cwd) {
        this.mounts = mounts;
        this.root = root;
        this.cwd = cwd;
    }

    /** A context of its own with the same content, for a child. */
    public FsContext copy() {
        FsContext copy = at(cwd);
        mounts.add(copy);
        return copy;
    }

    /** The same, but with relative paths beginning elsewhere, for the calls of the {@code *at} family. */
    public FsContext at(Location directory) {
        FsContext other = new FsContext(mounts, root, directory);
        other.umask = umask;
        other.credentials = credentials;
        return other;
    }

    /** Where absolute paths begin. */
    public Location root() {
        return root;
    }

    /** Where relative paths begin. */
    public Location cwd() {
        return cwd;
    }

    /** Permission bits that new files do not get. */
    public int umask() {
        return umask;
    }

    /** Sets the umask and returns the old one. */
    public int umask(int mask) {
        int old = umask;
        umask = mask & 0777;
        return old;
    }

    /** Who asks. */
    public Credentials credentials() {
        return credentials;
    }

    /** Changes who asks. */
    public void credentials(Credentials newCredentials) {
        credentials = newCredentials;
    }

    void root(Location directory) {
        root = directory;
    }

    void cwd(Location directory) {
        cwd = directory;
    }

    @Override
    public void close() {
        mounts.remove(this);
    }
}
