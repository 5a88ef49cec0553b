package dev.initlab.suite.engine;

import java.util.Optional;

import dev.initlab.suite.BootFiles;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.SelectorResolutionResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Runs suite files, {@code *.initlab.yaml}: a file is a container, each boot of its matrix a container in it, each
 * expectation a test with its place in the file as source.
 *
 * <p>Files are selected by themselves, by folders, resources of the class path, class-path roots, URIs, unique ids, and
 * classes with {@link SuiteFiles}. A file with mistakes has a failing test for each; such files are reported before
 * anything boots.
 *
 * <p>The configuration parameter {@value #JOBS} says how many boots may run at a time (default: 1). Results are
 * reported in the order of the tree, by one thread, whatever it is.
 */
public final class InitlabTestEngine implements TestEngine {
    public static final String ID = "initlab";
    /** Configuration parameter: how many boots may run at a time. */
    public static final String JOBS = "initlab.jobs";
    /** Key of the report entry that says how a boot ended. */
    public static final String OUTCOME = "initlab.outcome";
    /** Key of the report entry that says how many seconds of the host a boot took, with its checks. */
    public static final String SECONDS = "initlab.seconds";

    /** Whether an id is that of a boot, the container of its expectations. */
    public static boolean isBoot(UniqueId id) {
        return id.getLastSegment().getType().equals(SuiteDescriptor.BOOT);
    }

    /** Whether an id is that of a mistake in a suite file; its display name says where, and what is expected. */
    public static boolean isMistake(UniqueId id) {
        return id.getLastSegment().getType().equals(SuiteDescriptor.MISTAKE);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId root) {
        BootFiles files = new BootFiles();
        Discovery discovery = new Discovery(root, files);
        for (DiscoverySelector selector : request.getSelectorsByType(DiscoverySelector.class)) {
            boolean found = discovery.select(selector);
            request.getDiscoveryListener().selectorProcessed(root, selector,
                    found ? SelectorResolutionResult.resolved() : SelectorResolutionResult.unresolved());
        }
        Root engine = new Root(root, files);
        discovery.addTo(engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        if (request.getRootTestDescriptor() instanceof Root engine) {
            int jobs = request.getConfigurationParameters().get(JOBS, Integer::valueOf).orElse(1);
            try (Boots boots = new Boots(engine.files, jobs)) {
                new Run(request.getEngineExecutionListener(), boots).execute(engine);
            }
        }
    }

    @Override
    public Optional<String> getGroupId() {
        return Optional.of("dev.initlab");
    }

    @Override
    public Optional<String> getArtifactId() {
        return Optional.of("suite");
    }

    /** The tree's root, and the files that were read while it grew. */
    private static final class Root extends EngineDescriptor {
        private final BootFiles files;

        Root(UniqueId id, BootFiles files) {
            super(id, "initlab");
            this.files = files;
        }
    }
}
