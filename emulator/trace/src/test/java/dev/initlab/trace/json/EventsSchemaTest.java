package dev.initlab.trace.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.initlab.trace.EventSamples;
import dev.initlab.trace.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventsSchemaTest {

    @Test
    void isNotStale() throws IOException {
        GoldenFile.check("docs/events.schema.json", new EventsSchema(EventDocs.read()).text());
    }

    private static Schema committed() throws IOException {
        Path file = Path.of(System.getProperty("initlab.root", "../.."), "docs/events.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file));
    }

    private static List<Error> errors(Schema schema, String line) {
        return schema.validate(line, InputFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP", "OMIT"})
    void everyKindOfEventIsValid(HostFields host) throws IOException {
        Schema schema = committed();
        assertThat(Lines.write(EventSamples.all(), host).lines())
                .hasSize(EventSamples.all().size() + 1)
                .allSatisfy(line -> assertThat(errors(schema, line)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'initlab':'events','version':2}",
        "{'event':'Level','sequence':1,'time':2,'level':'early'}",
        "{'event':'LevelEntered','sequence':1,'time':2}",
        "{'event':'LevelEntered','sequence':1,'time':2,'level':7}",
        "{'event':'LevelEntered','sequence':1,'time':2.5,'level':'early'}",
        "{'event':'LevelEntered','sequence':1,'time':2,'level':'early','depth':3}",
        "{'event':'BootEnded','sequence':1,'time':2,'outcome':'SLEEP','status':0}",
        "{'event':'BootEnded','sequence':1,'time':2,'outcome':'PANIC','status':4294967296}",
        "{'event':'InitMemoryFreed','sequence':1,'time':2,'start':4096,'end':'0x2000','kilobytes':4}",
        "{'event':'InitcallSkipped','sequence':1,'time':2,'initcall':{'kind':'ModuleInit','module':'a'}}",
        "{'event':'ProcessExecuted','sequence':1,'time':2,'pid':1,'path':'a','arguments':[1]}",
        "[]"})
    void whatIsNoEventIsInvalid(String line) throws IOException {
        assertThat(errors(committed(), line.replace('\'', '"'))).isNotEmpty();
    }
}
