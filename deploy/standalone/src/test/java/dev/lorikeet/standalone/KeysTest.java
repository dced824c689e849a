package dev.lorikeet.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.lorikeet.embedded.PlatformFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KeysTest {
    @TempDir
    private Path parent = Path.of("replaced");

    @Test
    void areTheSameAtTheNextStart() throws Exception {
        var first = Keys.in(directory());
        var privateKey = Files.readString(first.privateKey());
        var second = Keys.in(directory());
        assertThat(second).isEqualTo(first);
        assertThat(second.privateKey()).hasContent(privateKey);
    }

    @Test
    void deriveThePublicKeyAnewWhenItsFileIsAnotherOne() throws Exception {
        var keys = Keys.in(directory());
        var publicKey = Files.readString(keys.publicKey());
        Files.writeString(keys.publicKey(), "of another pair");
        assertThat(Keys.in(directory()).publicKey()).hasContent(publicKey);
    }

    @Test
    void areReadableByTheirOwnerOnly() throws Exception {
        var keys = Keys.in(directory());
        assertThat(permissions(directory())).isEqualTo("rwx------");
        assertThat(permissions(keys.privateKey())).isEqualTo("rw-------");
        assertThat(permissions(directory().resolve("s3.secret"))).isEqualTo("rw-------");
        assertThat(permissions(directory().resolve("notices.secret"))).isEqualTo("rw-------");
    }

    @Test
    void sayThatTheyAreDamaged() throws Exception {
        Files.writeString(Keys.in(directory()).privateKey(), "half");
        assertThatThrownBy(() -> Keys.in(directory())).isInstanceOf(PlatformFailure.class)
                .hasMessageStartingWith("The keys in " + directory() + " are damaged (")
                .hasMessageEndingWith("); move that directory away to draw new ones.");
    }

    private Path directory() {
        return parent.resolve("keys");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
