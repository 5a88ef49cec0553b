package dev.initlab.machine;

import java.util.List;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

import static org.assertj.core.api.Assertions.assertThat;

/** The page map is a map: whatever is put and removed, it equals one of the JDK's. */
class PageMapProperties {
    @Property(tries = 200)
    void behavesLikeATreeMap(@ForAll("changes") List<Tuple2<Long, Boolean>> changes) {
        PageMap map = new PageMap();
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (Tuple2<Long, Boolean> change : changes) {
            long page = change.get1();
            if (change.get2()) {
                map.put(page, page * 4096 + 7);
                expected.put(page, page * 4096 + 7);
            } else {
                Long before = expected.remove(page);
                assertThat(map.remove(page)).isEqualTo(before == null ? 0 : before);
            }
        }
        assertThat(map.size()).isEqualTo(expected.size());
        assertThat(map.pages()).containsExactly(expected.keySet().stream().mapToLong(p -> p).toArray());
        expected.forEach((page, entry) -> assertThat(map.get(page)).isEqualTo(entry));
        assertThat(map.get(1L << 40)).isZero();
    }

    /** Few different pages, close together and far apart, so that they collide and come back. */
    @Provide
    Arbitrary<List<Tuple2<Long, Boolean>>> changes() {
        Arbitrary<Long> page = Arbitraries.longs().between(1, 200)
                .flatMap(n -> Arbitraries.of(n, 0xf_ffff_8100_0000L + n, n << 24));
        Arbitrary<Boolean> put = Arbitraries.frequency(Tuple.of(3, true), Tuple.of(2, false));
        return page.flatMap(p -> put.map(b -> Tuple.of(p, b))).list().ofMaxSize(600);
    }
}
