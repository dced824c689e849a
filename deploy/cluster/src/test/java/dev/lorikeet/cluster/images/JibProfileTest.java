package dev.lorikeet.cluster.images;

import java.util.List;
import java.util.regex.Pattern;

import dev.lorikeet.cluster.Repository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The two ways to an image lead to the same. */
final class JibProfileTest {
    private static final String PROFILE = Repository.text(Repository.TOP.resolve("pom.xml"))
            .replaceAll("(?s).*<id>image</id>", "");

    private static List<String> all(String element) {
        return Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(PROFILE)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    @Test
    void itsContainerRunsAsTheDockerfilesDoes() {
        var service = Dockerfile.read().stage("service");
        assertThat(all("user")).containsExactly(service.only("USER"));
        assertThat(all("workingDirectory")).containsExactly(service.only("WORKDIR"));
        assertThat(all("from")).singleElement().asString().contains(service.image());
        assertThat(all("jvmFlag")).isNotEmpty().allMatch(service.only("ENTRYPOINT")::contains);
        assertThat(service.only("ENTRYPOINT").split(",")).hasSize(all("jvmFlag").size() + 4);
    }

    @Test
    void onlyTheServicesBecomeImages() {
        assertThat(Repository.text(Repository.TOP.resolve("pom.xml"))).contains("<jib.skip>true</jib.skip>");
        assertThat(Repository.SERVICES).allSatisfy(service -> assertThat(
                Repository.text(Repository.TOP.resolve(service).resolve("pom.xml")))
                .contains("<jib.skip>false</jib.skip>"));
    }
}
