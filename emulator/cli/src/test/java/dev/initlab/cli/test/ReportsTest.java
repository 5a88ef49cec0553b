package dev.initlab.cli.test;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.initlab.elf.dwarf.SourceLine;
import dev.initlab.suite.engine.InitcallSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** The reports keep to their formats, whatever a guest says. */
class ReportsTest {
    private static final Path ROOT = Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
    private static final Path SCHEMAS = ROOT.resolve(".cache/schemas");
    /** A guest may print anything. */
    private static final String HOSTILE = "first <line> & \"quotes\" ]]> \u0000\u001b[31m\ud800\uffff\nsecond: 100 %, \u00e4\r\n";

    private static final List<BootReport> BOOTS = List.of(
            new BootReport("a b/x.initlab.yaml", "x86_64", Optional.of("power-off"), Optional.empty(), 1234.5, List.of(
                    new BootReport.Test("well", 3, 5, Optional.empty()),
                    new BootReport.Test("title " + HOSTILE, 4, 7, Optional.of(new BootReport.Failure("order", HOSTILE,
                            List.of(new InitcallSource("bus:buses_init", new SourceLine("drivers/base/bus.c", 17)))))))),
            new BootReport("/abs/y.initlab.yaml", "arm, append 'a'", Optional.empty(), Optional.of("bad.cpio: " + HOSTILE),
                    0, List.of(new BootReport.Test("skipped", 1, 1, Optional.empty()))));

    /** What both Ant's schema and Jenkins' allow: attributes, all of which the former wants, and children. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "testsuites", Set.of(),
            "testsuite", Set.of("package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"),
            "properties", Set.of(), "property", Set.of("name", "value"),
            "testcase", Set.of("name", "classname", "time"),
            "failure", Set.of("type", "message"), "error", Set.of("type", "message"),
            "system-out", Set.of(), "system-err", Set.of());

    @Test
    void junitXmlHasWhatEverySchemaOfItAllows() throws Exception {
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.of(BOOTS)))).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        check(root);
        assertThat(children(root)).hasSize(2).allSatisfy(suite -> {
            List<String> order = children(suite).stream().map(Element::getTagName).toList();
            assertThat(order).startsWith("properties").endsWith("testcase", "system-out", "system-err");
            assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
            assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        });
        assertThat(root.getElementsByTagName("failure").item(0).getTextContent()).isEqualTo("a b/x.initlab.yaml:4:7\n"
                + HOSTILE.replace("\u0000", "\\u0000").replace("\u001b", "\\u001b").replace("\ud800", "\\ud800")
                        .replace("\uffff", "\\uffff"));
    }

    private static void check(Element element) {
        assertThat(ATTRIBUTES).containsKey(element.getTagName());
        assertThat(IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(i -> element.getAttributes().item(i).getNodeName()))
                .containsExactlyInAnyOrderElementsOf(ATTRIBUTES.get(element.getTagName()));
        children(element).forEach(ReportsTest::check);
    }

    private static List<Element> children(Element of) {
        return IntStream.range(0, of.getChildNodes().getLength()).mapToObj(of.getChildNodes()::item)
                .filter(n -> n.getNodeType() == Node.ELEMENT_NODE).map(Element.class::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jenkins-junit.xsd", "ant-junit.xsd"})
    void thePublishedSchemasOfJUnitXmlAcceptIt(String name) throws Exception {
        Path schema = schema(name);
        var validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema.toFile())
                .newValidator();
        validator.validate(new StreamSource(new StringReader(JUnitXml.of(BOOTS))));
        assertThatCode(() -> validator.validate(new StreamSource(new StringReader(
                JUnitXml.of(BOOTS).replace(" tests=", " test="))))).as("it can refuse").isInstanceOf(SAXException.class);
    }

    @Test
    void theSchemaOfSarifAcceptsIt() throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(Files.readString(schema("sarif-2.1.0.json")), InputFormat.JSON);
        String sarif = Sarif.of(BOOTS, "0.1.0");
        assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(sarif.replace("\"startLine\": 4", "\"startLine\": 0"), InputFormat.JSON))
                .as("it can refuse").isNotEmpty();
    }

    @Test
    void sarifNamesTheLineOfTheSuiteAndOfTheInitcall() {
        assertThat(Sarif.of(BOOTS, "0.1.0")).contains("\"uri\": \"a%20b/x.initlab.yaml\"", "\"startLine\": 4",
                "\"startColumn\": 7", "\"uri\": \"drivers/base/bus.c\"", "\"startLine\": 17",
                "\"uri\": \"file:///abs/y.initlab.yaml\"", "\"text\": \"bus:buses_init\"");
    }

    @Test
    void tapAndGitHubStayOnTheirLines() {
        assertThat(Tap.of(BOOTS).lines()).allMatch(line -> line.matches(
                "TAP version 14|( {4})?(1\\.\\.\\d+|(not )?ok \\d+ - .*)|# Subtest: .*| {6,8}.*"));
        assertThat(GitHub.of(BOOTS).lines()).hasSize(2).allMatch(line -> line.startsWith("::error file="));
    }

    /** A published schema, fetched once. */
    private static Path schema(String name) throws IOException, InterruptedException {
        Path file = SCHEMAS.resolve(name);
        if (!Files.exists(file)) {
            // Not this process's own input and output: Surefire talks through them.
            Process process = new ProcessBuilder(ROOT.resolve("scripts/report-schemas.sh").toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            process.waitFor(2, TimeUnit.MINUTES);
        }
        Assumptions.assumeTrue(Files.exists(file), name + " is not there: scripts/report-schemas.sh fetches it with npm, "
                + "and could not");
        return file;
    }
}
