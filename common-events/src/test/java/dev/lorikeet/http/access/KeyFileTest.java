package dev.lorikeet.http.access;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

final class KeyFileTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final String SHA = "sha256=" + DIGEST;
    private static final String FILM = "workspaces=film:editor";

    @Test
    void readsAKeyWithAllThatItMayAndUntilWhen() {
        assertThat(read("# from the render farm\n\n  nightly  " + SHA
                + " workspaces=film:editor,music:viewer scopes=library\texpires=2027-06-30\n"))
                .isEqualTo(Map.of("nightly", new MachineKey("nightly", new Sha256(DIGEST),
                        Map.of(new WorkspaceId("film"), Role.editor, new WorkspaceId("music"), Role.viewer),
                        Set.of(Api.library), Instant.parse("2027-06-30T00:00:00Z"))));
    }

    @Test
    void letsAKeyThatSaysNothingElseIntoAllOfLorikeetForEver() {
        assertThat(read("ci " + FILM + " " + SHA + "\n").get("ci")).satisfies(key -> {
            assertThat(key.scopes()).containsExactlyInAnyOrder(Api.values());
            assertThat(key.expires()).isEqualTo(Instant.MAX);
        });
    }

    @Test
    void takesATimeOfTheDayAndLinesOfWindows() {
        assertThat(read("ci " + SHA + " " + FILM + " expires=2027-06-30T18:30:00Z\r\n").get("ci"))
                .extracting(MachineKey::expires)
                .isEqualTo(Instant.parse("2027-06-30T18:30:00Z"));
    }

    @Test
    void isWithoutKeysIfItHoldsACommentAlone() {
        assertThat(read("# none at the moment\n")).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("\n", "it is empty"),
                arguments("ci " + SHA + " " + FILM, "line 1: does not end"),
                arguments("# x\nci " + SHA + " " + FILM + " scopes=lib", "line 2: key ci has a scope"),
                arguments("CI " + SHA + " " + FILM + "\n", "line 1: must begin with the id"),
                arguments("c_i " + SHA + " " + FILM + "\n", "line 1: must begin with the id"),
                arguments("c".repeat(41) + " " + SHA + " " + FILM + "\n", "line 1: must begin with the id"),
                arguments(SHA + " " + FILM + "\n", "line 1: must begin with the id"),
                arguments("ci " + FILM + "\n", "line 1: key ci needs sha256="),
                arguments("ci sha256=" + "AB".repeat(32) + " " + FILM + "\n", "line 1: key ci needs sha256="),
                arguments("ci " + SHA + "\n", "line 1: key ci needs workspaces="),
                arguments("ci " + SHA + " workspaces=\n", "line 1: key ci needs workspaces="),
                arguments("ci " + SHA + " workspaces=film\n", "line 1: key ci needs workspaces="),
                arguments("ci " + SHA + " workspaces=film:emperor\n", "a role is owner, editor or viewer"),
                arguments("ci " + SHA + " workspaces=film:editor,\n", "line 1: key ci needs workspaces="),
                arguments("ci " + SHA + " workspaces=film:viewer,film:owner\n", "each workspace once"),
                arguments("ci " + SHA + " workspaces=../film:owner\n", "line 1: key ci needs workspaces="),
                arguments("ci " + SHA + " " + FILM + " scopes=\n", "line 1: key ci has a scope"),
                arguments("ci " + SHA + " " + FILM + " scopes=library,all\n", "line 1: key ci has a scope"),
                arguments("ci " + SHA + " " + FILM + " expires=\n", "line 1: key ci needs expires="),
                arguments("ci " + SHA + " " + FILM + " expires=30.6.2027\n", "line 1: key ci needs expires="),
                arguments("ci " + SHA + " " + FILM + " expires=2027-02-30\n", "line 1: key ci needs expires="),
                arguments("ci " + SHA + " " + FILM + " operator=true\n", "line 1: key ci takes sha256=, workspaces=, "),
                arguments("ci " + SHA + " " + FILM + " please\n", "and nothing else"),
                arguments("ci " + SHA + " " + SHA + " " + FILM + "\n", "line 1: key ci says sha256 twice"),
                arguments("ci " + SHA + " " + FILM + "\n\nci " + SHA + " " + FILM + "\n",
                        "line 3: key ci is there twice"),
                arguments("lrk_ci_" + DIGEST + " " + FILM + "\n", "line 1: holds a key itself"),
                arguments("ci sha256=lrk_ci_" + DIGEST + " " + FILM + "\n", "draw another one"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysInWhichLineWhatIsWrongAndNeverWhatMayBeASecret(String text, String sentence) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidKeys.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContainIgnoringCase(DIGEST);
    }

    @Test
    void holdsAThousandKeysAndNoMore() {
        var settings = KeySettingsTest.in(null);
        assertThat(read(keys(1_000))).hasSize(1_000);
        assertThat(keys(1_000).length()).isLessThan(Math.toIntExact(settings.largestFile().toBytes()));
        assertThatThrownBy(() -> read(keys(1_001)))
                .hasMessageContaining("at most 1000 keys (lorikeet.access.most-keys)");
    }

    private static Map<String, MachineKey> read(String text) {
        return KeyFile.read(text, KeySettingsTest.in(null).mostKeys());
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "key-" + number + " " + SHA + " " + FILM + "\n")
                .collect(Collectors.joining());
    }
}
