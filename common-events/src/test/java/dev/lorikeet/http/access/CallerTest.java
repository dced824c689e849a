package dev.lorikeet.http.access;

import java.util.Map;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import dev.lorikeet.http.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class CallerTest {
    private static final WorkspaceId FILM = new WorkspaceId("film");
    private static final WorkspaceId MUSIC = new WorkspaceId("music");

    private final Caller ofOne = new Caller("kim", Map.of(FILM, Role.editor));
    private final Caller ofTwo = new Caller("kim", Map.of(FILM, Role.editor, MUSIC, Role.viewer));
    private final Caller ofNone = new Caller("kim", Map.of());

    @Test
    void takesTheWorkspaceThatIsNamedAnywhere() {
        assertThat(ofTwo.choose(MUSIC, null, Role.viewer)).isEqualTo(MUSIC);
        assertThat(ofTwo.choose(null, MUSIC, Role.viewer)).isEqualTo(MUSIC);
        assertThat(ofTwo.choose(MUSIC, MUSIC, Role.viewer)).isEqualTo(MUSIC);
    }

    @Test
    void takesTheOnlyWorkspaceThereIs() {
        assertThat(ofOne.choose(null, null, Role.editor)).isEqualTo(FILM);
    }

    @Test
    void asksWhichOfSeveralAndWhichOfNone() {
        assertThat(refused(() -> ofTwo.choose(null, null, Role.viewer))).isEqualTo(CommonProblem.WORKSPACE_REQUIRED);
        assertThat(refused(() -> ofNone.choose(null, null, Role.viewer))).isEqualTo(CommonProblem.WORKSPACE_REQUIRED);
    }

    @Test
    void asksAgainIfTwoDifferentOnesAreNamed() {
        assertThat(refused(() -> ofTwo.choose(FILM, MUSIC, Role.viewer))).isEqualTo(CommonProblem.WORKSPACE_REQUIRED);
    }

    @Test
    void refusesTheWorkspaceOfOthersHoweverItIsNamed() {
        assertThat(refused(() -> ofOne.choose(MUSIC, null, Role.viewer))).isEqualTo(CommonProblem.FORBIDDEN);
        assertThat(refused(() -> ofOne.choose(null, MUSIC, Role.viewer))).isEqualTo(CommonProblem.FORBIDDEN);
        assertThat(refused(() -> ofNone.choose(FILM, null, Role.viewer))).isEqualTo(CommonProblem.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({"owner,owner,true", "owner,editor,true", "owner,viewer,true", "editor,owner,false",
            "editor,editor,true", "editor,viewer,true", "viewer,owner,false", "viewer,editor,false",
            "viewer,viewer,true"})
    void mayDoWhatTheRoleAllows(Role role, Role least, boolean allowed) {
        var caller = new Caller("kim", Map.of(FILM, role));
        if (allowed) {
            assertThat(caller.choose(null, null, least)).isEqualTo(FILM);
        } else {
            assertThat(refused(() -> caller.choose(null, null, least))).isEqualTo(CommonProblem.FORBIDDEN);
        }
    }

    private static ProblemType refused(ThrowingCallable action) {
        return catchThrowableOfType(Refused.class, action).type();
    }
}
