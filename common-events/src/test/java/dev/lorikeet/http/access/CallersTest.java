package dev.lorikeet.http.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

final class CallersTest {
    private static final Map<String, String> FILM = Map.of("film", "editor");

    @Test
    void readsWhoItIsAndWhatTheyMayDoWhere() {
        var read = read(Map.of("sub", "kim", "workspaces", Map.of("film", "editor", "music", "viewer")));
        assertThat(read.getPrincipal()).isEqualTo(new Caller("kim",
                Map.of(new WorkspaceId("film"), Role.editor, new WorkspaceId("music"), Role.viewer)));
        assertThat(read.getAuthorities()).isEmpty();
    }

    @Test
    void keepsNoToken() {
        assertThat(read(Map.of("sub", "kim", "workspaces", FILM)).getCredentials()).isEqualTo("");
        assertThat(read(Map.of("sub", "kim", "workspaces", FILM)).toString()).doesNotContain("the-token-itself");
    }

    @Test
    void takesSomebodyWithoutAnyWorkspace() {
        assertThat(read(Map.of("sub", "kim", "workspaces", Map.of())).getPrincipal())
                .isEqualTo(new Caller("kim", Map.of()));
    }

    /** A token has to fit into a header, so no other limit is needed. */
    @Test
    void takesAsManyWorkspacesAsAHeaderHolds() {
        var many = IntStream.range(0, 300).boxed().collect(Collectors.toMap(number -> "w" + number, _ -> "viewer"));
        var caller = (Caller) Optional.ofNullable(read(Map.of("sub", "kim", "workspaces", many)).getPrincipal())
                .orElseThrow();
        assertThat(caller.workspaces()).hasSize(300);
    }

    static Stream<Object> wrongWorkspaces() {
        return Stream.of("film", 7, true, List.of("film"), List.of(FILM), Map.of("film", "emperor"),
                Map.of("film", "Owner"), Map.of("film", ""), Map.of("film", 1), Map.of("film", List.of("owner")),
                Map.of("film", Map.of("role", "owner")), Map.of("", "owner"), Map.of("no blanks", "owner"),
                Map.of("../film", "owner"), Map.of("film\n", "owner"), Map.of("a".repeat(65), "owner"),
                Map.of("film", "editor", "no/slash", "owner"));
    }

    @ParameterizedTest
    @MethodSource("wrongWorkspaces")
    void refusesWorkspacesThatAreNone(Object claim) {
        assertRefused(Map.of("sub", "kim", "workspaces", claim));
    }

    @Test
    void refusesWhoSaysNotWhoTheyAreOrWhereTheyBelong() {
        assertRefused(Map.of("workspaces", FILM));
        assertRefused(Map.of("sub", "", "workspaces", FILM));
        assertRefused(Map.of("sub", " ", "workspaces", FILM));
        assertRefused(Map.of("sub", "kim"));
    }

    @Test
    void refusesAPersonWhoHasTheNameOfAMachine() {
        assertRefused(Map.of("sub", "key:nightly", "workspaces", FILM));
    }

    @Test
    void refusesARoleThatIsNull() {
        var roles = new TreeMap<String, Object>();
        roles.put("film", null);
        assertRefused(Map.of("sub", "kim", "workspaces", roles));
    }

    @Test
    void makesAnOperatorOfTheTruthOnly() {
        assertThat(read(Map.of("sub", "olga", "workspaces", FILM, "operator", true)).getAuthorities())
                .extracting(authority -> authority.getAuthority())
                .containsExactly("operator");
        for (Object claim : List.of("true", 1, List.of(true), Map.of(), false)) {
            assertThat(read(Map.of("sub", "olga", "workspaces", FILM, "operator", claim)).getAuthorities()).isEmpty();
        }
    }

    private static Authentication read(Map<String, Object> claims) {
        return Optional.ofNullable(new Callers().convert(token(claims)).block()).orElseThrow();
    }

    private static void assertRefused(Map<String, Object> claims) {
        StepVerifier.create(new Callers().convert(token(claims))).verifyError(InvalidBearerTokenException.class);
    }

    private static Jwt token(Map<String, Object> claims) {
        return Jwt.withTokenValue("the-token-itself")
                .header("alg", "RS256")
                .claims(all -> all.putAll(claims))
                .build();
    }
}
