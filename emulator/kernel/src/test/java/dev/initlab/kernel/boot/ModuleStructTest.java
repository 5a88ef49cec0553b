package dev.initlab.kernel.boot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.module.Module;
import dev.initlab.machine.GuestMemory;
import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code struct module} in guest memory: what a kernel debugger goes through. */
@OnEachArchitecture
class ModuleStructTest {
    private final TestImages images;
    private final List<String> seen = new ArrayList<>();

    ModuleStructTest(TestImages images) {
        this.images = images;
    }

    /** What is said of the guest whenever a module has come or gone. */
    private interface Look {
        String at(Guest guest);
    }

    @Test
    void theListNamesEveryModuleAndWhoUsesIt() {
        look(guest -> guest.modules().stream().map(m -> guest.name(m) + guest.users(m)).toList().toString());
        assertThat(seen).containsExactly(
                "LIVE hello [hello[]]",
                "LIVE provider [provider[], hello[]]",
                "LIVE consumer [consumer[], provider[consumer], hello[]]",
                "ABSENT consumer [provider[], hello[]]",
                "ABSENT provider [hello[]]",
                "ABSENT hello []");
    }

    @Test
    void sectAttrsSayWhereEachSectionIs() {
        look(guest -> {
            for (long module : guest.modules()) {
                Module known = guest.boot.modules().stream().filter(m -> m.name().equals(guest.name(module)))
                        .findFirst().orElseThrow();
                Map<String, Long> expected = new TreeMap<>();
                known.sections().stream().filter(s -> s.size() > 0)
                        .forEach(s -> known.address(s).ifPresent(a -> expected.put(s.name(), a)));
                assertThat(guest.sections(module)).containsAllEntriesOf(expected).containsKeys(".gnu.linkonce.this_module", ".init.text");
            }
            return "";
        });
        assertThat(seen).hasSize(6);
    }

    /** The guest spoils the list of provider's users before consumer comes: what was taken is given back all the same. */
    @Test
    void aSpoiltListOfUsersLosesNoReference() {
        BootControl[] boot = new BootControl[1];
        GuestBoot end = GuestBoot.boot(GuestBoot.config(images).withObserver(control -> boot[0] = control).withSink(event -> {
            if (event instanceof Event.ModuleStateChanged change && change.module().equals("provider")
                    && change.to() == ModuleState.LIVE) {
                Guest guest = new Guest(boot[0]);
                guest.memory.putWord(guest.modules().getFirst() + guest.layout.offset("module.source_list"), 0x10,
                        guest.wordSize);
            }
        }));
        assertThat(end.events().events(Event.ModuleLoadFailed.class)).singleElement().satisfies(e -> {
            assertThat(e.module()).contains("consumer");
            assertThat(e.step()).isEqualTo("simplify_symbols");
            assertThat(e.errno()).isEqualTo("EFAULT");
        });
        assertThat(end.log()).contains("list_del corruption: the neighbours of module consumer's use of provider do not know it");
        assertThat(end.states("provider").getLast().to()).as("nobody uses it").isEqualTo(ModuleState.ABSENT);
    }

    private void look(Look look) {
        BootControl[] boot = new BootControl[1];
        List<AssertionError> failed = new ArrayList<>();
        BootConfig config = GuestBoot.config(images).withObserver(control -> boot[0] = control).withSink(event -> {
            if (event instanceof Event.ModuleStateChanged change
                    && (change.to() == ModuleState.LIVE || change.to() == ModuleState.ABSENT)) {
                try {
                    seen.add(change.to() + " " + change.module() + " " + look.at(new Guest(boot[0])));
                } catch (AssertionError e) {
                    failed.add(e);
                }
            }
        });
        GuestBoot.boot(config);
        assertThat(failed).isEmpty();
    }

    /** Follows pointers through guest memory. */
    private static final class Guest {
        private final BootControl boot;
        private final GuestMemory memory;
        private final Layout layout;
        private final int wordSize;

        private Guest(BootControl boot) {
            this.boot = boot;
            memory = boot.vcpu().memory();
            layout = boot.image().layout();
            wordSize = boot.vcpu().isa().wordSize();
        }

        /** {@code list_for_each_entry()}. */
        private List<Long> entries(long head, String member) {
            List<Long> entries = new ArrayList<>();
            for (long at = memory.word(head, wordSize); at != head; at = memory.word(at, wordSize)) {
                assertThat(memory.word(memory.word(at + wordSize, wordSize), wordSize)).as("prev->next").isEqualTo(at);
                entries.add(at - layout.offset(member));
            }
            return entries;
        }

        private List<Long> modules() {
            return entries(boot.image().symbol("modules").orElseThrow(), "module.list");
        }

        private String string(long at) {
            return new String(memory.string(at, 64), StandardCharsets.ISO_8859_1);
        }

        private String name(long module) {
            return string(module + layout.offset("module.name"));
        }

        private List<String> users(long module) {
            return entries(module + layout.offset("module.source_list"), "module_use.source_list").stream().map(use -> {
                assertThat(memory.word(use + layout.offset("module_use.target"), wordSize)).isEqualTo(module);
                long source = memory.word(use + layout.offset("module_use.source"), wordSize);
                assertThat(entries(source + layout.offset("module.target_list"), "module_use.target_list")).contains(use);
                return name(source);
            }).toList();
        }

        private Map<String, Long> sections(long module) {
            long attrs = memory.word(module + layout.offset("module.sect_attrs"), wordSize);
            Map<String, Long> sections = new TreeMap<>();
            for (int i = 0; i < memory.i32(attrs + layout.offset("module_sect_attrs.nsections")); i++) {
                long at = attrs + layout.offset("module_sect_attrs.attrs") + (long) i * layout.size("module_sect_attr");
                sections.put(string(memory.word(at + layout.offset("module_sect_attr.battr.attr.name"), wordSize)),
                        memory.word(at + layout.offset("module_sect_attr.address"), wordSize));
            }
            return sections;
        }
    }
}
