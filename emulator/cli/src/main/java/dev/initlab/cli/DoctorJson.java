package dev.initlab.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.machine.check.EngineSpeed;
import dev.initlab.machine.check.StoreSpeed;

/** A {@link DoctorReport} for programs, as {@link JsonText} takes it. */
final class DoctorJson {
    private DoctorJson() {
    }

    static Map<String, Object> of(DoctorReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", report.exitStatus());
        json.put("problems", report.problems());
        json.put("jdk", report.jdk());
        report.libraries().forEach(library -> json.put(library.name(), library(library)));
        json.put("images", report.images().stream().map(DoctorJson::image).toList());
        json.put("tools", report.tools().stream().map(DoctorJson::tool).toList());
        json.put("checks", report.checks().stream().map(DoctorJson::check).toList());
        json.put("speed", report.speeds().stream().map(DoctorJson::speed).toList());
        return json;
    }

    private static Map<String, Object> library(NativeLibrary library) {
        Map<String, Object> json = new LinkedHashMap<>();
        library.used().ifPresent(used -> {
            json.put("version", used.version());
            json.put("path", used.path());
            json.put("how", used.how());
        });
        putIfAny(json, "problem", library.problem());
        json.put("candidates", library.candidates().stream().map(DoctorJson::candidate).toList());
        return json;
    }

    private static Map<String, Object> candidate(NativeLibrary.Candidate candidate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", candidate.place());
        json.put("how", candidate.how());
        json.put("status", candidate.status());
        putIfAny(json, "version", candidate.version());
        json.put("detail", candidate.detail());
        return json;
    }

    private static Map<String, Object> image(DoctorReport.Image image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architecture", image.architecture());
        json.put("file", image.file().toString());
        json.put("usable", image.usable());
        json.put("state", image.state());
        return json;
    }

    private static Map<String, Object> tool(HostTool tool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", tool.name());
        putIfAny(json, "path", tool.path());
        putIfAny(json, "version", tool.version());
        return json;
    }

    private static Map<String, Object> check(DoctorReport.Checked checked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architecture", checked.check().architecture().arch());
        json.put("id", checked.check().id());
        json.put("what", checked.check().what());
        json.put("ok", checked.isWell());
        putIfAny(json, "failure", checked.failure());
        json.put("why", checked.check().why());
        return json;
    }

    private static Map<String, Object> speed(EngineSpeed speed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architecture", speed.architecture().arch());
        json.put("stores", stores(speed.hosted()));
        json.put("bareStores", stores(speed.bare()));
        json.put("hypercallsPerSecond", Math.round(speed.hypercallsPerSecond()));
        json.put("instructionsPerSecond", Math.round(speed.instructionsPerSecond()));
        json.put("callsPerSecond", Math.round(speed.callsPerSecond()));
        return json;
    }

    private static Map<String, Object> stores(StoreSpeed speed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("storeNanos", rounded(speed.storeNanos()));
        json.put("loadNanos", rounded(speed.loadNanos()));
        json.put("ratio", rounded(speed.ratio()));
        json.put("fast", speed.isFast());
        return json;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }

    private static void putIfAny(Map<String, Object> json, String name, Optional<?> value) {
        value.ifPresent(some -> json.put(name, some.toString()));
    }
}
