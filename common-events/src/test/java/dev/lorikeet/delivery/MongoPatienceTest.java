package dev.lorikeet.delivery;

import java.util.ArrayList;
import java.util.List;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.StandardMongoClientSettingsBuilderCustomizer;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

final class MongoPatienceTest {

    @Test
    void waitsNeitherForEverNorForHalfAMinute() {
        var settings = settings("mongodb://localhost/lora-api");
        assertThat(settings.getSocketSettings().getReadTimeout(SECONDS)).isEqualTo(20);
        assertThat(settings.getSocketSettings().getConnectTimeout(SECONDS)).isEqualTo(5);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(SECONDS)).isEqualTo(10);
    }

    @Test
    void leavesTheLastWordToTheAddressOfTheDatabase() {
        var settings = settings("mongodb://localhost/lora-api?socketTimeoutMS=3000&serverSelectionTimeoutMS=60000");
        assertThat(settings.getSocketSettings().getReadTimeout(SECONDS)).isEqualTo(3);
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(SECONDS)).isEqualTo(60);
    }

    /** In the order in which they are asked. */
    private static MongoClientSettings settings(String address) {
        var customizers = new ArrayList<MongoClientSettingsBuilderCustomizer>(
                List.of(new StandardMongoClientSettingsBuilderCustomizer(() -> new ConnectionString(address),
                        UuidRepresentation.STANDARD), new MongoPatience()));
        AnnotationAwareOrderComparator.sort(customizers);
        var settings = MongoClientSettings.builder();
        customizers.forEach(customizer -> customizer.customize(settings));
        return settings.build();
    }
}
