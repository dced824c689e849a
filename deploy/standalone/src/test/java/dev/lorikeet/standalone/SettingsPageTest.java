package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of settings in docs/operating.md is written from the code. */
final class SettingsPageTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/operating.md");
    private static final String BEGIN = "<!-- settings: mvn verify -pl deploy/standalone -am -Dlorikeet.docs.write=true writes this -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        var page = Files.readString(PAGE);
        int from = page.indexOf("<!-- settings:");
        int to = page.indexOf(END);
        var fresh = page.substring(0, from) + BEGIN + table() + page.substring(to);
        if (Boolean.getBoolean("lorikeet.docs.write")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(fresh);
    }

    private static String table() throws IOException {
        var rows = new TreeMap<String, String>();
        var resources = Collections.list(SettingsPageTest.class.getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"));
        for (var resource : resources) {
            try (var metadata = resource.openStream()) {
                for (var property : JsonMapper.shared().readTree(metadata).required("properties")) {
                    var name = property.required("name").asString();
                    if (name.startsWith("lorikeet.")) {
                        rows.put(name, row(name, property));
                    }
                }
            }
        }
        return "| setting | environment | default | |\n|---|---|---|---|\n"
                + rows.entrySet().stream().map(Map.Entry::getValue).collect(Collectors.joining());
    }

    private static String row(String name, JsonNode property) {
        var environment = name.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
        var value = property.path("defaultValue").asString("");
        return "| `" + name + "` | `" + environment + "` | " + (value.isEmpty() ? "" : "`" + value + "`") + " | "
                + property.path("description").asString("").replaceAll("\\{@code ([^}]*)}", "`$1`") + " |\n";
    }
}
