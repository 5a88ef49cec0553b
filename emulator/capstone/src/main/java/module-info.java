/** Capstone, the disassembly engine, over the foreign-function API. */
module dev.initlab.capstone {
    requires static org.jspecify;

    exports dev.initlab.capstone;
    exports dev.initlab.capstone.x86;
    exports dev.initlab.capstone.arm;
    exports dev.initlab.capstone.arm64;
}
