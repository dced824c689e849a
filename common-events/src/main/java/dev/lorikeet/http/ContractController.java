package dev.lorikeet.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's contract as it was written, and as JSON for those who cannot read YAML, such as our page that shows it. It
 * lies under the name of the service, so that the services can share a class path.
 */
@RestController
final class ContractController {
    private final byte[] yaml;
    private final byte[] json;

    ContractController(@Value("classpath:${spring.application.name}/openapi.yaml") Resource file, JsonMapper json)
            throws IOException {
        this.yaml = file.getContentAsByteArray();
        var tree = new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Object>load(new String(yaml, StandardCharsets.UTF_8));
        this.json = json.writeValueAsBytes(tree);
    }

    @GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    byte[] yaml() {
        return yaml.clone();
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] json() {
        return json.clone();
    }
}
