package dev.initlab.kernel.fs;

/** The name of a device, or of a socket: nothing but a type and a number. */
public final class SpecialFile implements Inode {
    private final Attributes attributes;
    private final DeviceNumber device;

    SpecialFile(Attributes attributes, DeviceNumber device) {
        this.attributes = attributes;
        this.device = device;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    @Override
    public DeviceNumber represents() {
        return device;
    }
}
