package dev.initlab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * {@code testdata/example-project}, run by Maven as its user would, against what this build has made.
 *
 * <p>Nothing is installed into the user's repository and nothing comes from the network: the modules lie in a
 * repository of files of the test's own, and the user's repository serves as the mirror of all others.
 */
@Tag("slow")
class ExampleProjectTest {
    private static final String VERSION = "0.1.0";
    private static final List<String> MODULES =
            List.of("unicorn", "elf", "trace", "machine", "kmod", "inspect", "kernel", "suite");
    private static final List<String> METHODS = List.of("busesComeBeforeWhatIsOnThem(BootStory)",
            "theBootEndsInOrder(BootStory)", "noDriverIsThereBeforeTheDeviceLevel(LiveBoot)");

    @TempDir
    private Path directory;
    private Path project;

    @BeforeEach
    void copy() throws IOException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, "mvn"))),
                "NOT RUN: mvn is not on the PATH");
        project = directory.resolve("testdata/example-project");
        Path original = CommandRun.root().resolve("testdata/example-project");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(original.resolve("target"))) {
                    Path copy = project.resolve(original.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        Path images = Files.createDirectories(directory.resolve("testdata/images/x86_64"));
        for (String file : List.of("vmlinux", "initramfs.cpio")) {
            Files.copy(CommandRun.image("x86_64", file), images.resolve(file));
        }
        for (String module : MODULES) {
            stage(module, CommandRun.root().resolve("emulator/" + module + "/pom.xml"));
            jar(CommandRun.root().resolve("emulator/" + module + "/target/classes"), staged(module, "jar"));
        }
        stage("initlab", CommandRun.root().resolve("pom.xml"));
        Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror><id>here</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>staged</id>
                      <repositories>
                        <repository><id>staged</id><url>%s</url></repository>
                      </repositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>staged</activeProfile></activeProfiles>
                </settings>
                """.formatted(usersRepository().toUri(), directory.resolve("staged").toUri()));
    }

    @Test
    void surefireAndInitlabTestSayTheSame() throws IOException {
        String log = maven(0);
        TreeMap<String, String> surefire = cases(project.resolve("target/surefire-reports"));
        assertThat(log).contains("BUILD SUCCESS");
        assertThat(surefire).hasSizeGreaterThan(8).containsKeys(METHODS.toArray(String[]::new));
        assertThat(surefire.values()).containsOnly("");
        surefire.keySet().removeAll(METHODS);
        assertThat(initlabTest(0)).isEqualTo(surefire);
    }

    @Test
    void andWhenTheOrderIsAnother() throws IOException {
        Path golden = project.resolve("src/test/suites/x86_64.order");
        Files.writeString(golden, Files.readString(golden).replace(
                "device absent_init absent -19\ndevice this_module_init this_module 0\n",
                "device this_module_init this_module 0\ndevice absent_init absent 0\n"));
        assertThat(maven(1)).contains("BUILD FAILURE", "moved    device this_module_init (this_module)");
        TreeMap<String, String> surefire = cases(project.resolve("target/surefire-reports"));
        surefire.keySet().removeAll(METHODS);
        TreeMap<String, String> ours = initlabTest(4);
        assertThat(ours).isEqualTo(surefire);
        assertThat(ours.values().stream().filter(text -> !text.isEmpty())).singleElement().asString()
                .contains("moved    device this_module_init (this_module)", "result   device absent_init (absent): was 0, ");
    }

    /** A name for each expectation, and the first lines of what is said when it is not met. */
    private TreeMap<String, String> initlabTest(int status) throws IOException {
        Path report = directory.resolve("TEST-initlab.xml");
        CommandRun run = CommandRun.of("test", project.resolve("src/test/suites").toString(), "--junit-xml",
                report.toString());
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
        return cases(report);
    }

    private static TreeMap<String, String> cases(Path reports) throws IOException {
        TreeMap<String, String> cases = new TreeMap<>();
        try (Stream<Path> files = Files.walk(reports)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).toList()) {
                NodeList found = document(file).getElementsByTagName("testcase");
                for (int i = 0; i < found.getLength(); i++) {
                    Element test = (Element) found.item(i);
                    cases.put(test.getAttribute("name").replaceFirst("^line \\d+: ", ""), failure(test));
                }
            }
        }
        return cases;
    }

    /** The lines that tell what is different; empty if nothing is. */
    private static String failure(Element test) {
        String text = "";
        for (String kind : List.of("failure", "error")) {
            if (test.getElementsByTagName(kind).item(0) instanceof Element failure) {
                text = kind + ":\n" + failure.getTextContent().lines().map(String::strip)
                        .filter(line -> line.matches("(moved|result|added|removed)  .*")).collect(Collectors.joining("\n"));
            }
        }
        return text;
    }

    private static Document document(Path file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    private String maven(int status) throws IOException {
        List<String> command = List.of("mvn", "-B", "-s", directory.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + directory.resolve("repository"),
                "-Dinitlab.native=" + System.getProperty("dev.initlab.native.dir", ""), "test");
        Process process = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(log).isEqualTo(status);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return log;
    }

    private static Path usersRepository() {
        return Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
    }

    private Path staged(String artifact, String extension) throws IOException {
        Path folder = directory.resolve("staged/dev/initlab").resolve(artifact).resolve(VERSION);
        return Files.createDirectories(folder).resolve(artifact + "-" + VERSION + "." + extension);
    }

    private void stage(String artifact, Path pom) throws IOException {
        Files.copy(pom, staged(artifact, "pom"));
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }
}
