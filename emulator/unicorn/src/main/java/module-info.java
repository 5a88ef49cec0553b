/** Java bindings to the Unicorn CPU emulator (libunicorn 2.1). */
module dev.initlab.unicorn {
    requires static org.jspecify;

    exports dev.initlab.unicorn;
}
